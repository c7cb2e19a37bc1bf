"""Inline markup ⇄ placeholders for engines, and what an answer may not do. Pure: no file, no network."""
