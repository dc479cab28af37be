"""Data behind one door: guides, words, fonts, pictures and the example council."""
