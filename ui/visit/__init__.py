"""The visit: the guides, the person's words as they are said, and reading them back."""
