"""The first screen: today's visits, and whether everything is with the council."""
