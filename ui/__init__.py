"""Everything that is seen: the windows, and the only room that knows Qt."""
