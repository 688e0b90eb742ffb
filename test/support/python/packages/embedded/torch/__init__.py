"""The smallest stand-in: it is there to be imported."""

__version__ = "0.0"
