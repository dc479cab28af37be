"""What is about two people at once: joining those who were entered twice, moving words that stand in the wrong record."""
