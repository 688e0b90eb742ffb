"""Modules of OpenMMLab's packages that take no part in a network: their names can be imported, extended and called without a tensor."""
import sys
import types

from skipscope.driver.standins import Absent


class Inert(types.ModuleType):
    """A module that answers any public name with what raises as soon as it gets a tensor."""

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        return Absent('%s.%s' % (self.__name__, name))


def install(package, names):
    """Put modules where `import mmengine.hooks.hook` finds them; those above come first."""
    file = sys.modules[package].__file__
    for name in names.split():
        made = Inert('%s.%s' % (package, name))
        # Without a file it would be a folder of packages.
        made.__dict__.update(__path__=[], __file__=file)
        sys.modules[made.__name__] = made
        parent, _, last = made.__name__.rpartition('.')
        setattr(sys.modules[parent], last, made)


def public(module):
    """The `__getattr__` of a module whose names are not all there."""
    def __getattr__(name):
        if name.startswith('__'):
            raise AttributeError(name)
        return Absent('%s.%s' % (module, name))
    return __getattr__


def alias(package, names, module):
    """A library's files that hold some of a module's names each."""
    for name in names.split():
        sys.modules['%s.%s' % (package, name)] = module
