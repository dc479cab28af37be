"""The council's side of the exchange: the feed, and who may add what to it."""
