"""The page before it is printed: preview, save and send to a printer."""
