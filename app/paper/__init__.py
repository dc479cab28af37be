"""Practice values turned into PDF, with a report of what did not fit."""
