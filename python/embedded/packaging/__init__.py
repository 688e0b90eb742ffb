"""A stand-in for packaging."""
