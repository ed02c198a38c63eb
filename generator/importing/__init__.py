"""Turns what people have (pasted text, saved pages, feeds) into cleaned articles."""
