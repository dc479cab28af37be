"""The screen turned to the person: large, and only their words."""
