"""`mmengine.config`."""
import sys

from .._inert import alias
from .config import Config, ConfigDict, DictAction, read_base

__all__ = ['Config', 'ConfigDict', 'DictAction', 'read_base']
alias(__name__, 'lazy utils', sys.modules[__name__])
