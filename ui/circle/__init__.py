"""The people in somebody's life, as a list with rings."""
