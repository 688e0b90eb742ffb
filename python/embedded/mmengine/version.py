"""The version that the stand-in follows."""
__version__ = '0.10.7'
version_info = (0, 10, 7)
