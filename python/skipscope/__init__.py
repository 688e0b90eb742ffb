"""Slice, build and record the definitions of a workspace; runs inside a Python."""
