"""Bytes ⇄ segments. Pure: no files, no network, no clock.

`parse` reads a page, `write` puts translations in its place; all else serves these two.
"""
