"""The command line of `translate`: one verb a file, and what several of them share."""

from translator.cli.main import app

__all__ = ["app"]
