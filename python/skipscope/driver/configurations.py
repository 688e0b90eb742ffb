"""A configuration whose entries are told by name: the user's own, or what a definition reads of one that nothing makes."""
import ast

from .failures import UnknownSetting
from .names_of_values import SETTINGS

CONFIGURATIONS = frozenset('config cfg args conf opt hparams params hps configs configuration model_args model_config arguments opts options hyper_params'.split())
OFF = ('use_', 'is_', 'with_', 'has_', 'do_', 'add_', 'output_', 'tie_', 'enable_')
OF_DICT = frozenset('get items keys values pop update copy setdefault'.split())


class Settings:
    """
    `config.hidden_size`, `config['hidden_size']`. `told` are the entries that are known; `guess(name)` gives (value, …)
    of another, or None. `place` is what it is called and the definition that reads it. `read` keeps what was asked for, so that it can be shown.
    """

    def __init__(self, place, told, guess):
        self.__dict__.update(_place=place, _told=dict(told), _guess=guess, read={})

    def _value(self, name):
        if name not in self.read:
            found = (self._told[name],) if name in self._told else self._guess(name)
            if found is None:
                # What is asked as a text is a path, or a name.
                what = self._place[0] if hasattr(str, name) else '%s.%s' % (self._place[0], name)
                raise UnknownSetting(what, self._place[1])
            self.read[name] = found[0]
        return self.read[name]

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        return self._value(name)

    def __setattr__(self, name, value):
        self.read[name] = value

    __getitem__, __setitem__ = _value, __setattr__

    def __contains__(self, name):
        return name in self._told or name in self.read

    def get(self, name, default=None):
        return self._value(name) if name in self else default

    def keys(self):
        return {**self._told, **self.read}.keys()

    def to_dict(self):
        return {name: self[name] for name in self.keys()}

    def __repr__(self):
        return '{%s}' % ', '.join('%r: %r' % pair for pair in self.read.items())


def guessed_setting(name, guess):
    """(value,) of an entry by its name, or None; `guess(name)` as for a parameter."""
    if name in SETTINGS:
        return (SETTINGS[name],)
    return (False,) if name.startswith(OFF) else guess(name)


def is_read(node, name):
    """Tell whether a definition asks its parameter for entries by name, or hands it on."""
    for part in ast.walk(node):
        if isinstance(part, (ast.Attribute, ast.Subscript)) and getattr(part.value, 'id', '') == name:
            return True
        if isinstance(part, ast.Call) and any(getattr(one, 'id', '') == name for one in part.args):
            return True
    return False


def as_settings(values, node, definition):
    """The user's values, with a dict for a configuration whose entries the definition reads as attributes."""
    return {name: Settings((name, definition), value, lambda _: None) if isinstance(value, dict) and _has_attributes(node, name) else value
            for name, value in values.items()}


def _has_attributes(node, name):
    return any(isinstance(part, ast.Attribute) and getattr(part.value, 'id', '') == name and part.attr not in OF_DICT for part in ast.walk(node))
