"""Findings, in the forms that people and their programs read."""
