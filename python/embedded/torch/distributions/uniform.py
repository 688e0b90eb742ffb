"""`torch.distributions.uniform`."""
from .families import *  # noqa: F403
