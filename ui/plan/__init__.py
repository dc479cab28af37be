"""What the person wants to happen, and who does what."""
