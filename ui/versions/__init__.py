"""Two versions of one thing, side by side, until somebody says what stands."""
