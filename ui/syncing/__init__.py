"""What has gone to the council, what waits, and what came back."""
