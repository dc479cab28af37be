"""How something came to be: who wrote it when, what became of it, and any earlier words brought back."""
