"""The base of wrappers."""
from .._core.layer import Layer


class Wrapper(Layer):
    """Holds one layer; what it does with it is the user's."""

    def __init__(self, layer, **keywords):
        super().__init__(**keywords)
        self.layer = layer
