"""Optimizers: they do nothing, and the recording remembers the one that a file makes."""
from . import lr_scheduler
from .optimizers import OPTIMIZERS, Optimizer

globals().update(OPTIMIZERS)
__all__ = ['Optimizer', 'lr_scheduler', *OPTIMIZERS]
