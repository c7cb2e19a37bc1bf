"""From what pages need to what engines answered: memory first, then the engine, then the checks."""
