"""`mmengine.fileio`: files of the disk are read, none is written or fetched."""
import json
import os
import sys

from .._inert import alias, public

__all__ = ['BaseStorageBackend', 'LocalBackend', 'dict_from_file', 'dump', 'exists', 'get', 'get_file_backend', 'get_local_path', 'get_text', 'isdir',
           'isfile', 'join_path', 'list_dir_or_file', 'list_from_file', 'load', 'put', 'put_text']
exists, isdir, isfile, join_path = os.path.exists, os.path.isdir, os.path.isfile, os.path.join


def get(filepath, backend_args=None):
    with open(filepath, 'rb') as file:
        return file.read()


def get_text(filepath, encoding='utf-8', backend_args=None):
    with open(filepath, encoding=encoding) as file:
        return file.read()


def nothing(*arguments, **keywords):
    return None


put = put_text = dump = copyfile = copytree = remove = rmtree = nothing


def get_local_path(filepath, backend_args=None):
    return filepath


def list_dir_or_file(dir_path, list_dir=True, list_file=True, suffix=None, recursive=False, backend_args=None):
    for base, folders, names in os.walk(dir_path):
        found = (folders if list_dir else []) + [name for name in names if list_file and (suffix is None or name.endswith(suffix))]
        yield from (os.path.relpath(os.path.join(base, name), dir_path) for name in sorted(found))
        if not recursive:
            return


def list_from_file(filename, prefix='', offset=0, max_num=0, encoding='utf-8', file_client_args=None, backend_args=None):
    lines = [prefix + line for line in get_text(filename, encoding).splitlines()][offset:]
    return lines[:max_num] if max_num > 0 else lines


def dict_from_file(filename, key_type=str, encoding='utf-8', file_client_args=None, backend_args=None):
    pairs = (line.split() for line in list_from_file(filename, encoding=encoding))
    return {key_type(one[0]): one[1] if len(one) == 2 else one[1:] for one in pairs if len(one) > 1}


def load(file, file_format=None, file_client_args=None, backend_args=None, **kwargs):
    """JSON and YAML; what is pickled is not read."""
    kind = file_format or str(file).rpartition('.')[2]
    if kind == 'json':
        return json.loads(get_text(file))
    if kind in ('yml', 'yaml'):
        import yaml
        return yaml.safe_load(get_text(file))
    return public(__name__)('load')(file)


class BaseStorageBackend:
    get, get_text = staticmethod(get), staticmethod(get_text)


class LocalBackend(BaseStorageBackend):
    """Every path is one of the disk."""
    exists, isdir, isfile, join_path = (staticmethod(one) for one in (exists, isdir, isfile, join_path))
    get_local_path, list_dir_or_file = staticmethod(get_local_path), staticmethod(list_dir_or_file)


def get_file_backend(uri=None, *, backend_args=None, enable_singleton=False, backend_key=None):
    return LocalBackend()


__getattr__ = public(__name__)
alias(__name__, 'backends file_client handlers io parse', sys.modules[__name__])
