"""Switch gradients on and off: `no_grad` and its like, as contexts and as decorators."""
import functools
import inspect

_enabled = [True]


def enabled():
    return _enabled[0]


class _Mode:
    """A context that is a decorator too, with or without brackets."""
    wanted = True

    def __new__(cls, function=None, *rest, **keywords):
        if callable(function) and not isinstance(function, bool):
            return object.__new__(cls)(function)
        return object.__new__(cls)

    def __init__(self, *arguments, **keywords):
        self.before = []

    def __enter__(self):
        self.before.append(_enabled[0])
        _enabled[0] = self.wanted
        return self

    def __exit__(self, *error):
        _enabled[0] = self.before.pop()
        return False

    def __call__(self, function):
        if inspect.isclass(function):
            return function

        @functools.wraps(function)
        def wrapped(*arguments, **keywords):
            before, _enabled[0] = _enabled[0], self.wanted
            try:
                return function(*arguments, **keywords)
            finally:
                _enabled[0] = before
        return wrapped

    def clone(self):
        return type(self)()


class no_grad(_Mode):
    wanted = False


class enable_grad(_Mode):
    wanted = True


class inference_mode(_Mode):
    def __init__(self, mode=True):
        super().__init__()
        self.wanted = not mode


class set_grad_enabled(_Mode):
    """It holds from its call on, and until its block ends where there is one."""

    def __new__(cls, mode):
        return object.__new__(cls)

    def __init__(self, mode):
        super().__init__()
        self.wanted = bool(mode)
        self.first = _enabled[0]
        _enabled[0] = self.wanted

    def __enter__(self):
        self.before.append(self.first)
        _enabled[0] = self.wanted
        return self
