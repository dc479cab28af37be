"""The laptop's side of the exchange: decides, acts, talks."""
