"""`timm.models.layers`, where the layers were before."""
from ..layers import *  # noqa: F403
