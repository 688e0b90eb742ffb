"""Initialisers, regularisers and constraints: a class with options, which is all that a configuration says of it."""
import inspect
import re

from .state import snake_case


class Part:
    """`module`: where Keras has it. Options keep their names."""
    module = ''
    signature = inspect.Signature()

    def __init__(self, *arguments, **keywords):
        names = self.signature.parameters
        bound = self.signature.bind(*arguments, **{key: value for key, value in keywords.items() if key in names})
        bound.apply_defaults()
        self.options = dict(bound.arguments)
        self.__dict__.update(self.options)

    def get_config(self):
        return {key: value for key, value in self.options.items() if not callable(value)}

    @classmethod
    def from_config(cls, config):
        return cls(**config)

    def part_json(self):
        from .serialize import serialized
        config = {key: serialized(value) for key, value in self.get_config().items()}
        return {'module': self.module, 'class_name': type(self).__name__, 'config': config, 'registered_name': None}

    def __call__(self, *arguments, **keywords):
        """An initialiser is called with a shape: the values stand for themselves."""
        from .tensor import Variable
        shape = arguments[0] if arguments else keywords.get('shape', ())
        return Variable(self, shape)


def defined(module, table):
    """Classes by their names, and the names that texts call them by."""
    classes, texts = {}, {}
    for name, signature in table.items():
        namespace = {}
        exec('def told(%s): pass' % signature, namespace)
        classes[name] = type(name, (Part,), {'module': module, 'signature': inspect.signature(namespace['told']), '__module__': module})
        texts[snake_case(name)] = texts[name] = texts[name.lower()] = classes[name]
    return classes, texts


def getter(what, texts):
    def get(identifier):
        """The part that a name, a configuration or a part itself stands for; None for None."""
        if identifier is None or isinstance(identifier, Part):
            return identifier
        if isinstance(identifier, dict):
            kind = texts.get(identifier.get('class_name'))
            if kind is not None:
                return kind(**identifier.get('config', {}))
        if isinstance(identifier, str):
            kind = texts.get(identifier) or texts.get(re.sub('_initializer$', '', identifier))
            if kind is None:
                raise ValueError('Could not interpret %s identifier: %s' % (what, identifier))
            return kind()
        if isinstance(identifier, type) and issubclass(identifier, Part):
            return identifier()
        return Own(what, identifier)
    return get


class Own(Part):
    """A function of the user's own: only its name is known."""

    def __init__(self, what, function):
        super().__init__()
        self.what = what
        self.function = function

    def part_json(self):
        name = getattr(self.function, '__name__', type(self.function).__name__)
        return {'module': None, 'class_name': name, 'config': {}, 'registered_name': name}
