"""Playing the example visit through the real windows, for newcomers and for the journey test."""
