"""Finding anything that was said, and showing it where it was said."""
