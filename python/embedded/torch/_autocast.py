"""Mixed precision: nothing is computed in other types here."""
from ._core.dtypes import default_dtype
from skipscope.recording.notes import leave_note

__all__ = [
    'autocast', 'get_autocast_dtype', 'is_autocast_enabled', 'is_autocast_cache_enabled', 'is_autocast_cpu_enabled', 'get_autocast_cpu_dtype',
    'get_autocast_gpu_dtype', 'clear_autocast_cache', 'set_autocast_cache_enabled', 'set_autocast_cpu_enabled', 'set_autocast_dtype',
    'set_autocast_cpu_dtype', 'set_autocast_gpu_dtype', 'autocast_increment_nesting', 'autocast_decrement_nesting', 'set_autocast_enabled']


class autocast:
    """Everything is computed in the types it has; a note says so."""

    def __init__(self, device_type='cuda', dtype=None, enabled=True, cache_enabled=None):
        self.on = enabled

    def __enter__(self):
        if self.on:
            leave_note('mode', 'autocast')
        return self

    def __exit__(self, *error):
        return False

    def __call__(self, function):
        return function


def nothing(*arguments, **keywords):
    return None


set_autocast_enabled = set_autocast_cpu_enabled = set_autocast_cache_enabled = clear_autocast_cache = nothing
set_autocast_dtype = set_autocast_cpu_dtype = set_autocast_gpu_dtype = nothing


def is_autocast_enabled(*arguments):
    return False


is_autocast_cpu_enabled = is_autocast_enabled


def is_autocast_cache_enabled():
    return True


def get_autocast_dtype(*arguments):
    return default_dtype()


get_autocast_cpu_dtype = get_autocast_gpu_dtype = get_autocast_dtype


def autocast_increment_nesting():
    return 1


def autocast_decrement_nesting():
    return 0
