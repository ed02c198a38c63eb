"""Trains the English-Vietnamese translator that ships; nothing here is imported by the site."""
