"""`torch.distributions.distribution`."""
from .families import *  # noqa: F403
