"""Spelling, marked for the worker only and never corrected by itself."""
