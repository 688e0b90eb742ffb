"""`timm.models`: names that models of others use."""
import sys

from .. import layers
from . import efficientnet_blocks, registry
from .registry import register_model

__all__ = ['efficientnet_blocks', 'layers', 'register_model', 'registry']

# Its name since timm 1.0.
sys.modules[__name__ + '._efficientnet_blocks'] = efficientnet_blocks
# Where the layers were before.
for _name in [name for name in sys.modules if (name + '.').startswith(layers.__name__ + '.')]:
    sys.modules[_name.replace('timm.', 'timm.models.', 1)] = sys.modules[_name]
del _name
