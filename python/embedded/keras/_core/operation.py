"""One step of the graph, a layer or a free operation, and the record of each of its calls."""
from skipscope.recording.running import frames

from .shapes import Shape
from .state import auto_name, state
from .tensor import KerasTensor, mapped, tensors_in


class Spec:
    """The shape and type of an output."""

    def __init__(self, shape, dtype='float32'):
        self.shape = shape
        self.dtype = dtype


class Node:
    """A call: its arguments, what it gave, where it stands, and the numbers of the user's calls that it stands in."""

    def __init__(self, operation, arguments, keywords):
        self.operation = operation
        self.arguments = arguments
        self.keywords = keywords
        self.index = len(operation.nodes)
        self.at = frames()
        self.within = state.running.numbers()
        self.order = len(state.nodes)
        self.outputs = []

    @property
    def inputs(self):
        """The tensors of the graph that it takes; weights are none."""
        return [one for one in tensors_in([self.arguments, self.keywords]) if not one.is_variable]


class Operation:
    """`compute(*arguments, **keywords)` gives a `Spec`, or a list of them."""

    def __init__(self, name=None):
        self.name = name or auto_name(type(self).__name__)
        self.nodes = []

    def compute(self, *arguments, **keywords):
        raise NotImplementedError

    def record(self, arguments, keywords):
        """The outputs of a call, as a tensor or a list of tensors."""
        try:
            specs = self.compute(*arguments, **keywords)
        except ValueError:
            state.refused = None if state.silent else Node(self, arguments, keywords)
            raise
        if state.silent:
            return mapped_specs(specs, lambda spec, _: KerasTensor(spec.shape, spec.dtype))
        node = Node(self, arguments, keywords)
        self.nodes.append(node)
        state.nodes.append(node)
        outputs = mapped_specs(specs, lambda spec, at: KerasTensor(spec.shape, spec.dtype, self.name, node, at))
        node.outputs = outputs if isinstance(outputs, list) else [outputs]
        return outputs


def mapped_specs(specs, make):
    if isinstance(specs, Spec):
        return make(specs, 0)
    return [make(spec, at) for at, spec in enumerate(specs)]


class quietly:
    """Compute shapes only: nothing that runs inside is a part of the graph."""

    def __enter__(self):
        state.silent += 1

    def __exit__(self, *error):
        state.silent -= 1


def replayed(nodes, values):
    """Shapes of a graph for other inputs: `values` maps id(tensor) to the tensor in its place."""
    with quietly():
        for node in nodes:
            if all(id(one) in values for one in node.outputs):
                continue
            swap = lambda tensor: values.get(id(tensor), tensor)
            made = node.operation.compute(*mapped(node.arguments, swap), **mapped(node.keywords, swap))
            specs = made if isinstance(made, list) else [made]
            for tensor, spec in zip(node.outputs, specs):
                values[id(tensor)] = KerasTensor(spec.shape, spec.dtype)
    return values


def as_shape(value):
    """The shape of a tensor, number or array that an operation takes; None if its rank is not known."""
    if isinstance(value, KerasTensor):
        return value.known_shape
    if isinstance(value, (list, tuple)):
        if not value:
            return Shape((0,))
        inner = as_shape(value[0])
        return None if inner is None else Shape((len(value),) + tuple(inner))
    return Shape(getattr(value, 'shape', ()))
