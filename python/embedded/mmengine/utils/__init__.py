"""`mmengine.utils`."""
import contextlib
import importlib.util
import os
import sys

from .._inert import alias, public
from .manager import ManagerMeta, ManagerMixin
from .misc import (apply_to, check_prerequisites, concat_list, deprecated_api_warning, deprecated_function, digit_version, get_git_hash,
                   get_object_from_string, has_method, import_modules_from_strings, is_list_of, is_method_overridden, is_seq_of, is_str, is_tuple_of,
                   iter_cast, list_cast, requires_executable, requires_package, slice_list, to_1tuple, to_2tuple, to_3tuple, to_4tuple, to_ntuple,
                   tuple_cast)

__all__ = ['ManagerMeta', 'ManagerMixin', 'Timer', 'apply_to', 'check_file_exist', 'check_prerequisites', 'concat_list', 'deprecated_api_warning',
           'deprecated_function', 'digit_version', 'get_git_hash', 'get_object_from_string', 'has_method', 'import_modules_from_strings', 'is_abs',
           'is_filepath', 'is_installed', 'is_list_of', 'is_method_overridden', 'is_seq_of', 'is_str', 'is_tuple_of', 'iter_cast', 'list_cast',
           'mkdir_or_exist', 'requires_executable', 'requires_package', 'scandir', 'slice_list', 'to_1tuple', 'to_2tuple', 'to_3tuple', 'to_4tuple',
           'to_ntuple', 'track_iter_progress', 'tuple_cast']


def is_installed(package):
    return package.partition('.')[0] in sys.modules or importlib.util.find_spec(package) is not None


def is_filepath(x):
    return isinstance(x, (str, os.PathLike))


def is_abs(path):
    return os.path.isabs(path) or str(path).startswith(('http://', 'https://', 's3://'))


def check_file_exist(filename, msg_tmpl='file "{}" does not exist'):
    if not os.path.isfile(filename):
        raise FileNotFoundError(msg_tmpl.format(filename))


def mkdir_or_exist(dir_name, mode=0o777):
    """Writes nothing."""


def scandir(dir_path, suffix=None, recursive=False, case_sensitive=True):
    """The files of a folder, by paths from it."""
    for base, _, names in os.walk(dir_path) if os.path.isdir(dir_path) else ():
        if recursive or base == str(dir_path):
            yield from (os.path.relpath(os.path.join(base, name), dir_path) for name in sorted(names) if suffix is None or name.endswith(suffix))


def track_iter_progress(tasks, bar_width=50, file=None):
    yield from tasks[0] if isinstance(tasks, tuple) else tasks


class Timer(contextlib.nullcontext):
    """Takes no time."""

    def __init__(self, *arguments, **keywords):
        super().__init__(self)

    def since_start(self):
        return 0.0

    since_last_check = since_start


__getattr__ = public(__name__)
alias(__name__, 'package_utils path progressbar progressbar_rich timer version_utils', sys.modules[__name__])
