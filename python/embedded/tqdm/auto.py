"""`tqdm.auto`."""
from . import tqdm, trange

__all__ = ['tqdm', 'trange']
