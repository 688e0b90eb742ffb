"""`keras.callbacks`."""
from ._core.named import Named, open_module


class Callback(Named):
    """Nothing trains here that could call it."""


__getattr__ = open_module('keras.callbacks', Callback)
