"""Pairs the texts of a page with those of its translation: pure."""
