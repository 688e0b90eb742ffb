"""`keras.random`."""
from ._core.shapes import told
from ._core.tensor import Derived
from .ops import dropout as dropout


class SeedGenerator:
    """Seeds are drawn elsewhere."""

    def __init__(self, seed=None, **keywords):
        self.seed = seed

    def next(self):
        return self.seed


def normal(shape, *arguments, dtype='float32', **keywords):
    return Derived(told(shape), dtype, [])


uniform = truncated_normal = randint = normal
