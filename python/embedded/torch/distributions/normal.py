"""`torch.distributions.normal`."""
from .families import *  # noqa: F403
