"""Builds the phrase-based translator that ships: counts, no gradient, a few minutes of CPU."""
