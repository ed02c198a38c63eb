"""Translation: memory, engines, glossary, checks and model packages."""
