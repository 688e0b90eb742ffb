"""A stand-in for einops: patterns become reshape, permute, expand and reduce, so the recording has no operation of its own for them."""
from .pattern import EinopsError
from .operations import asnumpy, einsum, pack, parse_shape, rearrange, reduce, repeat, unpack

__version__ = '0.8.2'
__all__ = ['EinopsError', 'asnumpy', 'einsum', 'pack', 'parse_shape', 'rearrange', 'reduce', 'repeat', 'unpack']
