"""`timm.data`."""
from .constants import *  # noqa: F403
