"""`torch.distributions.bernoulli`."""
from .families import *  # noqa: F403
