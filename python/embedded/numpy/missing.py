"""Names of NumPy that are not known raise when they are called."""
from skipscope.recording.errors import UnknownOperation


class Missing:
    def __init__(self, name):
        self._name = name

    def __call__(self, *arguments, **keywords):
        raise UnknownOperation(self._name)

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        return Missing('%s.%s' % (self._name, name))
