"""What every journey starts from."""

from tests.forgetting import forgotten_on_this_thread

__all__ = ["forgotten_on_this_thread"]
