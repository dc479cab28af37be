"""One person: who they are, what they have said, and what is on paper."""
