"""Configurations: dictionaries whose entries are attributes too, and the Python files that hold them."""
import argparse
import ast
import contextlib
import copy
import json
import os

DELETE, BASE = '_delete_', '_base_'


class ConfigDict(dict):
    def __init__(self, *arguments, **keywords):
        super().__init__()
        self.update(*arguments, **keywords)

    @classmethod
    def _hook(cls, value):
        """Dictionaries within are of this kind, too."""
        if isinstance(value, dict) and not isinstance(value, ConfigDict):
            return cls(value)
        if isinstance(value, (list, tuple)) and type(value) in (list, tuple):
            return type(value)(cls._hook(one) for one in value)
        return value

    def __setitem__(self, name, value):
        super().__setitem__(name, self._hook(value))

    def __getattr__(self, name):
        if name in self:
            return self[name]
        raise AttributeError("'%s' object has no attribute '%s'" % (type(self).__name__, name))

    def __setattr__(self, name, value):
        self[name] = value

    def __delattr__(self, name):
        try:
            del self[name]
        except KeyError:
            raise AttributeError(name)

    def update(self, *arguments, **keywords):
        for name, value in dict(*arguments, **keywords).items():
            self[name] = value

    def setdefault(self, name, default=None):
        if name not in self:
            self[name] = default
        return self[name]

    def copy(self):
        return type(self)(self)

    __copy__ = copy

    def __deepcopy__(self, memo):
        return type(self)({copy.deepcopy(name, memo): copy.deepcopy(value, memo) for name, value in self.items()})

    def __reduce_ex__(self, protocol):
        return type(self), (dict(self),)

    def to_dict(self):
        return plain(self)


def plain(value):
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    return type(value)(plain(one) for one in value) if type(value) in (list, tuple) else value


class Config:
    def __init__(self, cfg_dict=None, cfg_text=None, filename=None, env_variables=None, format_python_code=True):
        if not isinstance(cfg_dict or {}, dict):
            raise TypeError('cfg_dict must be a dict, but got %s' % type(cfg_dict))
        self.__dict__.update(_cfg_dict=ConfigDict(cfg_dict or {}), _filename=filename, _text=cfg_text or '')

    @staticmethod
    def fromfile(filename, use_predefined_variables=True, import_custom_modules=True, use_environment_variables=True, lazy_import=None,
                 format_python_code=True):
        return Config(of_file(str(filename)), filename=str(filename))

    @staticmethod
    def fromstring(cfg_str, file_format):
        return Config(json.loads(cfg_str) if file_format == '.json' else of_text(cfg_str, '<configuration>', ''))

    filename = property(lambda self: self._filename)
    text = property(lambda self: self._text)
    pretty_text = property(lambda self: repr(self._cfg_dict))

    def __repr__(self):
        return 'Config (path: %s): %r' % (self._filename, self._cfg_dict)

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        return getattr(self._cfg_dict, name)

    def __setattr__(self, name, value):
        self._cfg_dict[name] = value

    def __delattr__(self, name):
        delattr(self._cfg_dict, name)

    def __getitem__(self, name):
        return self._cfg_dict[name]

    def __setitem__(self, name, value):
        self._cfg_dict[name] = value

    def __contains__(self, name):
        return name in self._cfg_dict

    def __iter__(self):
        return iter(self._cfg_dict)

    def __len__(self):
        return len(self._cfg_dict)

    def copy(self):
        return Config(self._cfg_dict, filename=self._filename)

    __copy__ = copy

    def __deepcopy__(self, memo):
        return Config(copy.deepcopy(self._cfg_dict, memo), filename=self._filename)

    def to_dict(self):
        return plain(self._cfg_dict)

    def dump(self, file=None):
        return None if file else self.pretty_text

    def merge_from_dict(self, options, allow_list_keys=True):
        """Dotted names lead into dictionaries and, by number, into lists."""
        for path, value in options.items():
            at, names = self._cfg_dict, path.split('.')
            for name in names[:-1]:
                at = at[int(name)] if isinstance(at, list) else at.setdefault(name, ConfigDict())
            at[int(names[-1]) if isinstance(at, list) else names[-1]] = value


def of_file(filename):
    """The entries of a configuration file over those of its bases."""
    with open(filename, encoding='utf-8') as file:
        text = file.read()
    path = getattr(file, 'name', filename)
    if filename.endswith('.json'):
        entries = json.loads(text)
    elif filename.endswith(('.yml', '.yaml')):
        import yaml
        entries = yaml.safe_load(text)
    else:
        return of_text(text, path, os.path.dirname(path))
    return over_bases(entries, entries.pop(BASE, ()), os.path.dirname(path))


def of_text(text, path, folder):
    tree, names = ast.parse(text, path), {'__file__': path}
    for statement in [one for one in tree.body if isinstance(one, ast.With) and 'read_base' in ast.dump(one.items[0])]:
        tree.body.remove(statement)
        for one in statement.body:
            names.update(imported(one, folder))
    exec(compile(tree, path, 'exec'), names)
    entries = {name: value for name, value in names.items() if not name.startswith('__') and not callable(value)
               and not hasattr(value, '__path__') and not hasattr(value, '__spec__')}
    return over_bases(entries, entries.pop(BASE, ()), folder)


def imported(statement, folder):
    """The entries that `from ..models.net import *` under `read_base()` takes over."""
    names = [alias.name for alias in statement.names]
    file = os.path.join(folder, *['..'] * (statement.level - 1), *statement.module.split('.')) + '.py'
    entries = of_file(file)
    return {name: value for name, value in entries.items() if '*' in names or name in names}


def over_bases(entries, bases, folder):
    whole = {}
    for base in [bases] if isinstance(bases, str) else bases:
        whole.update(of_file(os.path.join(folder, base)))
    return merged(entries, whole)


def merged(entries, base):
    """Dictionaries of the base keep what the entries do not name, unless these say `_delete_`."""
    made = dict(base)
    for name, value in entries.items():
        if not isinstance(value, dict):
            made[name] = value
            continue
        rest = {key: one for key, one in value.items() if key != DELETE}
        known = base.get(name)
        made[name] = merged(rest, known if isinstance(known, dict) and not value.get(DELETE) else {})
    return made


@contextlib.contextmanager
def read_base():
    yield


class DictAction(argparse.Action):
    """`--options a.b=1 c=2`."""

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, dict(one.split('=', 1) for one in values))
