"""PO text ⇄ entries, and what happens to entries when the source changes. Pure."""
