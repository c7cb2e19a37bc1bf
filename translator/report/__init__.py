"""Results, made readable: for a terminal, a log, a machine. Knows `model` only."""
