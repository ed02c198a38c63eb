"""Builds the phrase-based translator that ships: counts, no gradient, a few minutes of CPU."""

from pathlib import Path

WEIGHTS = Path(__file__).with_name("weights.json")
"""The tuned weights of the search, and whom to credit."""
