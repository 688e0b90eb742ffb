"""`timm.models`: names that models of others use."""
from . import layers, registry
from .registry import register_model

__all__ = ['layers', 'register_model', 'registry']
