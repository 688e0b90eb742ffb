"""The route through the user's own Python: real torch records a definition and trains it."""
