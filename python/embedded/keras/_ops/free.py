"""One class for each free operation, as Keras 3 has it; a call of it is a node of the graph."""
from .._core.operation import Operation
from .._core.serialize import serialized
from .._core.state import snake_case
from .._core.tensor import Derived, KerasTensor, tensors_in

OPERATIONS = {}


class Free(Operation):
    """`told`: the arguments that Keras keeps in the operation's configuration and not in its calls."""
    module = 'keras.src.ops.numpy'
    shapes = None

    def __init__(self, told, name=None):
        super().__init__(name)
        self.told = told
        self.made_at = ()

    def compute(self, *arguments, **keywords):
        return self.shapes(*arguments, **keywords, **self.told)

    def layer_json(self):
        config = {'name': self.name, **{key: serialized(value) for key, value in self.told.items()}}
        return {'module': self.module, 'class_name': type(self).__name__, 'config': config, 'registered_name': type(self).__name__}


def free(class_name, shapes, module='numpy', told=(), defaults=None):
    """
    Define an operation. `shapes(*arguments, **keywords)` gives its `Spec`s; `told` are the names of those keywords
    that belong to the operation, `defaults` the values of those that Keras writes down untold. Without a tensor of a graph among its arguments it computes nothing: it stands for
    a value that nobody knows.
    """
    members = {'module': 'keras.src.ops.' + module, 'shapes': staticmethod(shapes), '__module__': 'keras.ops'}
    kind = OPERATIONS[class_name] = type(class_name, (Free,), members)

    def function(*arguments, **keywords):
        name = keywords.pop('name', None)
        own = {**(defaults or {}), **{key: keywords.pop(key) for key in told if key in keywords}}
        found = tensors_in([arguments, keywords])
        if not any(one.node is not None for one in found):
            return _alone(shapes, arguments, {**keywords, **own})
        return kind(own, name).record(arguments, keywords)
    function.__name__ = function.__qualname__ = snake_case(class_name)
    return function


def _alone(shapes, arguments, keywords):
    """A weight that is computed from weights, or a constant of a shape."""
    specs = shapes(*arguments, **keywords)
    many = specs if isinstance(specs, list) else [specs]
    weights = [one for one in tensors_in([arguments, keywords]) if one.is_variable]
    made = [Derived(spec.shape, spec.dtype, weights) for spec in many]
    return made if isinstance(specs, list) else made[0]


def dtype_of(value, default='float32'):
    return value.dtype if isinstance(value, KerasTensor) else default
