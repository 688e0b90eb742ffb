"""Names that torch has and the stand-in does not know: they raise when they are called, not when they are imported."""
from skipscope.recording.errors import UnknownOperation
from skipscope.recording.tidy import is_tensor


class Missing:
    """
    A function or class of torch that is not known. One of a package that does nothing here (`quiet`) raises only
    when it is called with a tensor.
    """

    def __init__(self, name, quiet=False):
        self.__dict__.update(_name=name, _quiet=quiet, __name__=name.rpartition('.')[2])

    def __call__(self, *arguments, **keywords):
        if len(arguments) == 1 and not keywords and hasattr(arguments[0], '__code__'):
            return arguments[0]
        if self._quiet and not any(is_tensor(value) for value in (*arguments, *keywords.values())):
            return Missing(self._name + '()', True)
        raise UnknownOperation(self._name)

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        return Missing('%s.%s' % (self._name, name), self._quiet)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False

    def __iter__(self):
        return iter(())

    def __len__(self):
        return 0

    def __bool__(self):
        return False

    def __instancecheck__(self, value):
        return False

    __subclasscheck__ = __instancecheck__

    def __mro_entries__(self, bases):
        return (_base(self._name),)

    def __or__(self, other):
        return self

    __ror__ = __or__

    def __getitem__(self, key):
        return self

    def __repr__(self):
        return '<%s>' % self._name


_BASES = {}


def _base(name):
    """The class that a class extends in the place of one that is not known: it takes no arguments."""
    def __init__(self, *arguments, **keywords):
        if arguments or keywords:
            raise UnknownOperation(name)

    if name not in _BASES:
        _BASES[name] = type(name.rpartition('.')[2], (), {'__init__': __init__})
    return _BASES[name]


def missing(module, name, names):
    """The attribute of a module: `Missing` for a name of torch's, AttributeError with Python's text for any other."""
    if name in names:
        return Missing('%s.%s' % (module, name))
    raise AttributeError("module '%s' has no attribute '%s'" % (module, name))
