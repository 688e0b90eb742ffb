"""Refuse calls that a definition may not make, and stand in for modules that newer Pythons lack."""
import argparse
import builtins
import contextlib
import importlib
import os
import sys
import types

from .failures import Refused, Unreached
from .names_of_values import GUESSES

WRITES = frozenset('wax+')


def refusal(what, real, is_users, kind=Refused):
    """Raises where the user's own code calls it; a library that looks something up, or extends it, may go on."""
    if isinstance(real, type):
        return _refused_class(what, real, is_users, kind)

    def refuse(*arguments, **keywords):
        if is_users(sys._getframe(1).f_code.co_filename):
            raise kind(what)
        return real(*arguments, **keywords)
    return refuse


def _refused_class(what, real, is_users, kind):
    def __init__(self, *arguments, **keywords):
        if is_users(sys._getframe(1).f_code.co_filename):
            raise kind(what)
        real.__init__(self, *arguments, **keywords)
    return type(real.__name__, (real,), {'__init__': __init__, '__module__': real.__module__})


def _open(real, is_users):
    def checked(file, mode='r', *arguments, **keywords):
        if isinstance(mode, str) and WRITES & set(mode) and is_users(sys._getframe(1).f_code.co_filename):
            raise Refused('open')
        return real(_beside(file, sys._getframe(1), is_users), mode, *arguments, **keywords)
    return checked


def _beside(file, frame, is_users):
    """A relative path that leads nowhere from here, from the folder of the code that opens it or from one around that folder."""
    if not isinstance(file, (str, os.PathLike)) or os.path.isabs(file) or os.path.exists(file):
        return file
    while frame is not None and not is_users(frame.f_code.co_filename):
        frame = frame.f_back
    folder = os.path.dirname(frame.f_code.co_filename) if frame is not None else ''
    while is_users(os.path.join(folder, 'file')):
        path = os.path.join(folder, file)
        if os.path.isfile(path):
            return path
        folder = os.path.dirname(folder)
    return file


def _looked_for(real, is_users):
    """Finds a relative path where `open` would."""
    def look(path):
        frame = sys._getframe(1)
        return real(_beside(path, frame, is_users)) if is_users(frame.f_code.co_filename) else real(path)
    return look


def _folder(real, is_users):
    """Makes what a library asks `tempfile` for, as torch does where it loads late; nobody needs any other folder."""
    def make(*arguments, **keywords):
        frame = caller = sys._getframe(1)
        while frame.f_globals.get('__name__') == 'tempfile':
            frame = frame.f_back
        return None if frame is caller or is_users(frame.f_code.co_filename) else real(*arguments, **keywords)
    return make


def nothing(*arguments, **keywords):
    return None


REFUSED = {
    'os': 'system popen fork forkpty execv execve spawnv kill remove unlink rmdir rename replace _exit abort startfile',
    'subprocess': 'Popen run call check_call check_output getoutput',
    'socket': 'socket create_connection',
    'shutil': 'rmtree move copyfile copy',
}


def _patches(is_users):
    """(object, name, replacement) of all that is refused, and of folders, which nobody needs to make."""
    patches = [(builtins, 'input', refusal('input()', builtins.input, is_users)), (builtins, 'breakpoint', nothing)]
    debugger = _module('pdb')
    patches += [(debugger, 'set_trace', nothing)] if debugger else []
    patches.append((builtins, 'open', _open(builtins.open, is_users)))
    patches += [(os.path, name, _looked_for(getattr(os.path, name), is_users)) for name in ('exists', 'isfile')]
    patches += [(os, 'mkdir', _folder(os.mkdir, is_users)), (os, 'makedirs', nothing), (os, 'chdir', nothing)]
    for module, names in REFUSED.items():
        loaded = _module(module)
        kind = Unreached if module == 'subprocess' else Refused
        patches += [(loaded, name, refusal('%s.%s' % (module, name), getattr(loaded, name), is_users, kind))
                    for name in names.split() if hasattr(loaded, name)]
    parser = argparse.ArgumentParser
    patches += [(parser, name, _loose(getattr(parser, name))) for name in ('parse_args', 'parse_known_args')]
    return patches + [(_module('time'), 'sleep', nothing)]


def _module(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def _loose(real):
    """No command line: what is required is chosen by its choices or its name, else None."""
    def parse(self, args=None, namespace=None):
        for action in self._actions:
            if action.required and not isinstance(action, (argparse._HelpAction, argparse._SubParsersAction)):
                action.required = False
                if not action.option_strings:
                    action.nargs = '?' if action.nargs is None else '*'
                if action.default is None:
                    action.default = next(iter(action.choices)) if action.choices else GUESSES.get(action.dest.lower())
        return real(self, [], namespace)
    return parse


@contextlib.contextmanager
def refusing(is_users):
    """
    While this is open, what is refused raises `Refused` in files that `is_users` tells; everything is put back at
    the end.
    """
    saved = []
    for owner, name, replacement in _patches(is_users):
        saved.append((owner, name, getattr(owner, name)))
        setattr(owner, name, replacement)
    arguments, sys.argv = sys.argv, ['skipscope']
    try:
        yield
    finally:
        sys.argv = arguments
        for owner, name, value in reversed(saved):
            setattr(owner, name, value)


def strtobool(value):
    """As `distutils.util` had it."""
    if value.lower() in ('y', 'yes', 't', 'true', 'on', '1'):
        return 1
    if value.lower() in ('n', 'no', 'f', 'false', 'off', '0'):
        return 0
    raise ValueError('invalid truth value %r' % value)


class LooseVersion:
    """As `distutils.version` had it."""

    def __init__(self, text=''):
        self.vstring = str(text)
        self.version = [int(part) if part.isdigit() else part for part in self.vstring.replace('+', '.').split('.')]

    def _key(self, other):
        theirs = other if isinstance(other, LooseVersion) else LooseVersion(other)
        return tuple(map(str, self.version)), tuple(map(str, theirs.version))

    def _numbers(self, other):
        theirs = other if isinstance(other, LooseVersion) else LooseVersion(other)
        return ([part for part in self.version if isinstance(part, int)],
                [part for part in theirs.version if isinstance(part, int)])

    def __eq__(self, other):
        mine, theirs = self._key(other)
        return mine == theirs

    def __lt__(self, other):
        mine, theirs = self._numbers(other)
        return mine < theirs

    def __le__(self, other):
        return self == other or self < other

    def __gt__(self, other):
        return not self <= other

    def __ge__(self, other):
        return not self < other

    def __str__(self):
        return self.vstring


def _simple(name, **members):
    module = types.ModuleType(name)
    module.__path__ = []
    module.__dict__.update(members)
    return module


def install_old_modules():
    """`distutils` and `imp`, where the Python has them no more."""
    if sys.version_info < (3, 12):
        _versions()
        return
    if 'distutils' not in sys.modules:
        util, version = _simple('distutils.util', strtobool=strtobool), _simple(
            'distutils.version', LooseVersion=LooseVersion, StrictVersion=LooseVersion)
        sys.modules.update({'distutils': _simple('distutils', util=util, version=version),
                            'distutils.util': util, 'distutils.version': version})
    if 'imp' not in sys.modules:
        sys.modules['imp'] = _simple('imp', reload=importlib.reload, find_module=nothing)
    _versions()


def _versions():
    """`importlib.metadata.version('torch')` of a stand-in is its `__version__`."""
    try:
        from importlib import metadata
    except ImportError:
        return
    if getattr(metadata.version, '_skipscope', False):
        return
    real = metadata.version

    def version(name):
        try:
            return real(name)
        except metadata.PackageNotFoundError:
            told = getattr(sys.modules.get(name), '__version__', None)
            if told is None:
                raise
            return str(told)

    version._skipscope = True
    metadata.version = version
