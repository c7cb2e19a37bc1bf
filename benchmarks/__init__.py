"""Ratios to peers and limits; see `benchmarks.__main__`."""
