"""Any transform."""


class Transform:
    """Keeps its arguments; `size` where they tell one."""

    def __init__(self, *arguments, **keywords):
        self.arguments, self.keywords = arguments, keywords
        self.size = keywords.get('size', arguments[0] if arguments and isinstance(arguments[0], (int, tuple, list)) else None)

    def __call__(self, value, *arguments, **keywords):
        return value


class Compose(Transform):
    def __init__(self, transforms=(), *arguments, **keywords):
        super().__init__()
        self.transforms = list(transforms)


_made = {}


def transform(name):
    """The class or function of a name."""
    if name.startswith('__'):
        raise AttributeError(name)
    if name not in _made:
        _made[name] = type(name, (Transform,), {})
    return _made[name]


def __getattr__(name):
    return transform(name)
