"""What runs inside a Python: slices, builds and records the definitions of a workspace."""
