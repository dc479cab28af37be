"""How this laptop looks and behaves for its worker."""
