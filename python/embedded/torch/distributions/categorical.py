"""`torch.distributions.categorical`."""
from .families import *  # noqa: F403
