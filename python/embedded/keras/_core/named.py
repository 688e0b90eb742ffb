"""Losses, metrics, optimizers and callbacks: a class and its arguments, which is all that is asked of them."""
import sys


class Named:
    """Keeps its arguments under their names."""
    positions = ()

    def __init__(self, *arguments, **keywords):
        self.given = {**dict(zip(self.positions, arguments)), **keywords}

    def __getattr__(self, name):
        if name.startswith('__') or 'given' not in self.__dict__:
            raise AttributeError(name)
        return self.given.get(name)

    def __call__(self, *arguments, **keywords):
        return None

    def get_config(self):
        return dict(self.given)

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def open_module(name, base):
    """`__getattr__` of a module in which every name with a capital is such a class."""
    def __getattr__(wanted):
        if wanted.startswith('_') or not wanted[:1].isalpha():
            raise AttributeError("module '%s' has no attribute '%s'" % (name, wanted))
        if wanted[0].isupper():
            made = type(wanted, (base,), {'__module__': name})
        else:
            made = nothing(wanted)
        setattr(sys.modules[name], wanted, made)
        return made
    return __getattr__


def nothing(name):
    def function(*arguments, **keywords):
        return None
    function.__name__ = function.__qualname__ = name
    return function
