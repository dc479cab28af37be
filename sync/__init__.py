"""How the laptop and the council come to hold the same set of revisions."""
