"""The results of each operation: its shapes, types and torch's own errors. Importing this registers them all."""
from . import (attention, convolution, creation, elementwise, indexing, linear, losses, normalization, ordering, pooling,  # noqa: F401
               recurrent, reductions, resampling, spectral, splits, views)
