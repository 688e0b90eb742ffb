"""Small helpers of `mmengine.utils`."""
import functools
import importlib
import inspect
import itertools
from collections import abc

from packaging.version import parse


def to_ntuple(n):
    def parse(x):
        return x if isinstance(x, abc.Iterable) else (x,) * n
    return parse


_ntuple = to_ntuple
to_1tuple, to_2tuple, to_3tuple, to_4tuple = map(to_ntuple, (1, 2, 3, 4))


def is_str(x):
    return isinstance(x, str)


def is_seq_of(seq, expected_type, seq_type=None):
    return isinstance(seq, seq_type or abc.Sequence) and all(isinstance(one, expected_type) for one in seq)


def is_list_of(seq, expected_type):
    return is_seq_of(seq, expected_type, list)


def is_tuple_of(seq, expected_type):
    return is_seq_of(seq, expected_type, tuple)


def iter_cast(inputs, dst_type, return_type=None):
    made = map(dst_type, inputs)
    return made if return_type is None else return_type(made)


def list_cast(inputs, dst_type):
    return iter_cast(inputs, dst_type, list)


def tuple_cast(inputs, dst_type):
    return iter_cast(inputs, dst_type, tuple)


def slice_list(in_list, lens):
    lengths = [lens] * (len(in_list) // lens) if isinstance(lens, int) else lens
    if sum(lengths) != len(in_list):
        raise ValueError('%s parts of a list of %s' % (lengths, len(in_list)))
    entries = iter(in_list)
    return [list(itertools.islice(entries, length)) for length in lengths]


def concat_list(in_list):
    return list(itertools.chain(*in_list))


def apply_to(data, expr, apply_func):
    """Change what `expr` holds for, in dictionaries, lists and tuples at any depth."""
    if isinstance(data, dict):
        made = type(data)()
        for key, value in data.items():
            made[key] = apply_to(value, expr, apply_func)
        return made
    if isinstance(data, (tuple, list)):
        parts = [apply_to(one, expr, apply_func) for one in data]
        return type(data)(*parts) if hasattr(data, '_fields') else type(data)(parts)
    return apply_func(data) if expr(data) else data


def import_modules_from_strings(imports, allow_failed_imports=False):
    if not imports:
        return None
    made = []
    for name in [imports] if isinstance(imports, str) else imports:
        try:
            made.append(importlib.import_module(name))
        except ImportError:
            if not allow_failed_imports:
                raise ImportError('Failed to import ' + name)
            made.append(None)
    return made[0] if isinstance(imports, str) else made


def get_object_from_string(obj_name):
    """The object at a dotted path, through modules and then attributes; None if nothing is there."""
    parts = obj_name.split('.')
    for count in range(len(parts), 0, -1):
        try:
            found = importlib.import_module('.'.join(parts[:count]))
        except (ImportError, ValueError):
            continue
        for name in parts[count:]:
            found = getattr(found, name, None)
        return found
    return None


def check_prerequisites(prerequisites, checker, msg_tmpl=''):
    """A decorator that asks for what a function needs; here nothing is asked."""
    return lambda function: function


def requires_package(prerequisites):
    return check_prerequisites(prerequisites, None)


requires_executable = requires_package


def deprecated_api_warning(name_dict, cls_name=None):
    """Keywords under their old names."""
    def wrap(function):
        @functools.wraps(function)
        def called(*arguments, **keywords):
            return function(*arguments, **{name_dict.get(name, name): value for name, value in keywords.items()})
        return called
    return wrap


def deprecated_function(since, removed_in, instructions):
    return lambda function: function


def is_method_overridden(method, base_class, derived_class):
    kind = derived_class if inspect.isclass(derived_class) else type(derived_class)
    return getattr(kind, method) != getattr(base_class, method)


def has_method(obj, method):
    return callable(getattr(obj, method, None))


def digit_version(version_str, length=4):
    """Numbers that compare as versions do: four of the release, then those of a first or late one."""
    version = parse(version_str)
    release = (tuple(version.release) + (0,) * length)[:length]
    if version.is_prerelease:
        return release + (({'a': -3, 'b': -2, 'rc': -1}[version.pre[0]], version.pre[1]) if version.pre else (-4, 0))
    return release + ((1, version.post) if version.is_postrelease else (0, 0))


def get_git_hash(fallback='unknown', digits=None):
    return fallback
