"""A statistical phrase-based translator: small, offline, and unable to invent a phrase."""
