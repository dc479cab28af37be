"""The first thing on the screen: set up this laptop, or open the casebook. Imports no database."""
