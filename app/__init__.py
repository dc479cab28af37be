"""The practice and its record: no window, no network."""
