"""
Stand in for a package that is not there: it can be imported, extended and passed around, and raises
`MissingPackage` with its name as soon as it is called with a tensor or is a part of a module.
"""
import importlib.abc
import importlib.machinery
import importlib.util
import inspect
import sys
import types

from ..recording.tidy import is_tensor
from .absent_bases import base_class
from .failures import MissingPackage

ARITHMETIC = 'add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv pow mod neg'.split()
STANDARD = getattr(sys, 'stdlib_module_names', None) or frozenset(sys.builtin_module_names)


class Absent:
    """Anything of a package that is not there."""

    def __init__(self, name):
        object.__setattr__(self, '_absent', name)

    def __getattr__(self, name):
        if name.startswith('__') and name.endswith('__'):
            raise AttributeError(name)
        return Absent('%s.%s' % (self._absent, name))

    def __setattr__(self, name, value):
        pass

    def __call__(self, *arguments, **keywords):
        if any(is_tensor(value) or is_module(value) for value in [*arguments, *keywords.values()]):
            raise MissingPackage(self._absent.partition('.')[0], self._absent)
        if len(arguments) == 1 and not keywords and (inspect.isfunction(arguments[0]) or inspect.isclass(arguments[0])):
            return arguments[0]
        return Absent(self._absent + '()')

    def __mro_entries__(self, bases):
        return (base_class(self._absent),)

    def __instancecheck__(self, value):
        return False

    def __iter__(self):
        return iter(())

    def __len__(self):
        return 0

    def __bool__(self):
        return False

    def __getitem__(self, key):
        return Absent(self._absent + '[]')

    def __setitem__(self, key, value):
        pass

    def __contains__(self, key):
        return False

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False

    def __fspath__(self):
        return '/' + self._absent

    def __or__(self, other):
        return self

    __ror__ = __or__

    def __hash__(self):
        return hash(self._absent)

    def __eq__(self, other):
        return self is other

    def __repr__(self):
        return '<%s is not there>' % self._absent


for _name in ARITHMETIC:
    setattr(Absent, '__%s__' % _name, lambda self, *_: self)
def _number(self):
    raise MissingPackage(self._absent.partition('.')[0], self._absent)


for _name in ('int', 'float', 'index', 'complex'):
    setattr(Absent, '__%s__' % _name, _number)
for _name in ('lt', 'le', 'gt', 'ge'):
    setattr(Absent, '__%s__' % _name, lambda self, *_: False)


def is_module(value):
    return type(value) is not Absent and hasattr(value, '_modules') and hasattr(value, '_parameters')


class AbsentPackage(types.ModuleType):
    __all__ = ()

    def __getattr__(self, name):
        if name == '__version__':
            return '0.0.0'
        if name.startswith('__'):
            raise AttributeError(name)
        return Absent('%s.%s' % (self.__name__, name))


class AbsentFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """
    The last finder: a package that nothing else finds. `expects(frame)` tells that the code which imports is ready
    for it not to be there; then it isn't. `note(package, frame)` is told of every package stood in for.
    """

    def __init__(self, expects, note, is_users):
        self.expects = expects
        self.note = note
        self.is_users = is_users

    def find_spec(self, name, path=None, target=None):
        first = name.partition('.')[0]
        if first in STANDARD or first in ('torch', 'js', 'pyodide', 'pyodide_js', 'setuptools_scm', 'sitecustomize'):
            return None
        if path is not None and not isinstance(sys.modules.get(name.rpartition('.')[0]), AbsentPackage):
            return self._absent_part(name, first)
        frame = importing_frame()
        if frame is None or self.expects(frame):
            return None
        self.note(first, frame)
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def _absent_part(self, name, first):
        """A module that a package or its stand-in lacks; a package of the workspace has what it has."""
        frame = importing_frame()
        parent = sys.modules.get(first)
        if frame is None or self.is_users(getattr(parent, '__file__', None) or '<') or self.expects(frame):
            return None
        self.note(first, frame)
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        return AbsentPackage(spec.name)

    def exec_module(self, module):
        pass


def importing_frame():
    """The frame of the `import`; None where `importlib.util.find_spec` only asks."""
    frame = sys._getframe(1)
    while frame is not None:
        name = frame.f_code.co_filename
        if frame.f_code.co_name == 'find_spec' and name.endswith('util.py') or '<frozen importlib.util' in name:
            return None
        if 'importlib' not in name and not name.endswith('standins.py') and 'importlib' not in frame.f_globals.get('__name__', ''):
            return frame
        frame = frame.f_back
    return None
