"""A model as the JSON that Keras 3 writes, with the place of every layer and call beside it."""
from .input import InputLayer
from .model import Model, Sequential
from .serialize import naming, serialized
from .state import state
from .tensor import Derived, Variable, tensors_in


class Topology:
    """`places`: for each layer, under the name that the JSON has, where it was made and where each of its calls stands."""

    def __init__(self):
        self.taken, self.places, self.told = set(), [], set()

    def unique(self, operation, outer):
        name = operation.name
        if name in self.taken:
            name = '%s/%s' % (outer, name)
        base, count = name, 1
        while name in self.taken:
            count += 1
            name = '%s_%d' % (base, count)
        self.taken.add(name)
        return name

    def model(self, model, name=None):
        """The JSON of a model; one that is not a graph yet has none."""
        if model.graph is None:
            return self.open_sequence(model, name)
        writer = Writer(self, model, name or model.name)
        if isinstance(model, Sequential) and writer.is_plain_sequence():
            return writer.sequential()
        return writer.functional()

    def weights(self, operation, nodes):
        """The weights of the user's that an operation takes, each told once; computed ones by what they are computed from."""
        found = [one for each in _variables(nodes) for one in getattr(each, 'weights', [each])]
        fresh = [one for one in dict.fromkeys(found) if one not in self.told and None not in one.shape]
        self.told.update(fresh)
        computed = any(isinstance(one, Derived) for one in _variables(nodes))
        return [_weight(one, computed) for one in fresh]

    def open_sequence(self, model, name=None):
        layers = [layer.layer_json() for layer in model.layers]
        return {'module': 'keras', 'class_name': 'Sequential', 'config': {'name': name or model.name, 'layers': layers}}


class Writer:
    """One model. A tensor that is an input though a layer makes it gets an input layer of its own."""

    def __init__(self, topology, model, name):
        self.topology, self.model, self.name = topology, model, name
        graph = model.graph
        self.stood_in = [one for one in graph.inputs if not isinstance(one.node.operation, InputLayer)]
        stand = {id(one.node) for one in self.stood_in}
        self.nodes = [node for node in graph.nodes if id(node) not in stand]
        self.operations = list(dict.fromkeys(node.operation for node in self.nodes))
        self.names = {operation: topology.unique(operation, name) for operation in self.operations}
        self.calls = {}
        for node in self.nodes:
            self.calls.setdefault(node.operation, []).append(node)
        self.input_names = {id(one): topology.unique(_Named('input_layer'), name) for one in self.stood_in}

    def is_plain_sequence(self):
        """Every layer is Keras' own, called once on the one before it."""
        operations = [one for one in self.model._sequence if one is not None]
        return self.operations == operations and len(self.nodes) == len(operations) and not self.stood_in and all(
            len(node.inputs) <= 1 for node in self.nodes)

    def sequential(self):
        with naming(self.reference):
            layers = [self.layer(operation) for operation in self.operations]
        for operation in self.operations:
            self.note(operation)
        shape = self.model.graph.inputs[0].known_shape
        config = {'name': self.name, 'trainable': self.model.trainable, 'layers': layers,
                  'build_input_shape': None if shape is None else list(shape)}
        return {'module': 'keras', 'class_name': 'Sequential', 'config': config}

    def functional(self):
        with naming(self.reference):
            layers = [self.input_of(one) for one in self.stood_in]
            layers += [{**self.layer(operation), 'name': self.names[operation], 'inbound_nodes': [
                _call(node) for node in self.calls[operation] if node.inputs]} for operation in self.operations]
        for operation in self.operations:
            self.note(operation)
        config = {'name': self.name, 'trainable': self.model.trainable, 'layers': layers,
                  'input_layers': [list(self.reference(one)) for one in self.model.graph.inputs],
                  'output_layers': [list(self.reference(one)) for one in self.model.graph.outputs]}
        return {'module': 'keras.src.models.functional', 'class_name': 'Functional', 'config': config}

    def layer(self, operation):
        name = self.names[operation]
        if isinstance(operation, Model):
            return self.topology.model(operation, name)
        told = projection(operation, self.calls[operation]) or operation.layer_json()
        weights = self.topology.weights(operation, self.calls[operation]) if told['class_name'] != 'Dense' else []
        return {**told, 'config': {**told['config'], 'name': name}, **({'weights': weights} if weights else {})}

    def input_of(self, tensor):
        name = self.input_names[id(tensor)]
        config = {'batch_shape': list(tensor.shape), 'dtype': tensor.dtype, 'name': name}
        return {'module': 'keras.layers', 'class_name': 'InputLayer', 'config': config, 'name': name, 'inbound_nodes': []}

    def reference(self, tensor):
        if id(tensor) in self.input_names:
            return self.input_names[id(tensor)], 0, 0
        calls = self.calls[tensor.node.operation]
        return self.names[tensor.node.operation], calls.index(tensor.node), tensor.index

    def note(self, operation):
        if not isinstance(operation, Model):
            self.topology.places.append((self.names[operation], getattr(operation, 'made_at', ()), self.calls[operation]))


def _variables(nodes):
    return [one for node in nodes for one in tensors_in([node.arguments, node.keywords]) if one.is_variable]


def _weight(variable, is_computed):
    return {'name': variable.name or 'weight', 'shape': list(variable.shape), 'trainable': bool(variable.trainable),
            'initializer': serialized(variable.initializer), **({'computed': True} if is_computed else {})}


def projection(operation, nodes):
    """A product with one matrix of weights is a dense layer without a bias; None for anything else."""
    if type(operation).__name__ not in ('Matmul', 'Dot') or len(nodes) != 1 or len(nodes[0].arguments) != 2:
        return None
    x, weight = nodes[0].arguments
    is_weight = isinstance(weight, Variable) and len(weight.shape) == 2 and not x.is_variable and None not in weight.shape
    if not is_weight or x.known_shape is None or len(x.known_shape) < 2:
        return None
    config = {'units': weight.shape[1], 'use_bias': False, 'kernel_initializer': serialized(weight.initializer), 'trainable': bool(weight.trainable)}
    return {'module': 'keras.layers', 'class_name': 'Dense', 'config': config}


class _Named:
    def __init__(self, name):
        self.name = name


def _call(node):
    return {'args': [serialized(one) for one in node.arguments], 'kwargs': {key: serialized(one) for key, one in node.keywords.items()}}


def model_json(model):
    return Topology().model(model)


def refused():
    """The call that refused its tensors, where nothing was called behind it; else None."""
    node = state.refused
    return None if node is None or node.order != len(state.nodes) or len(node.inputs) < 2 else node


def leading_to(node):
    """The calls that a call depends on, in their order."""
    found, open_ = {}, list(node.inputs)
    while open_:
        made = open_.pop().node
        if made is not None and made.order not in found:
            found[made.order] = made
            open_.extend(made.inputs)
    return [found[order] for order in sorted(found)]


def loose_ends():
    """A model of all that was called so far, or of what a refused call takes: from every input to every output that nothing reads."""
    nodes = state.nodes if refused() is None else leading_to(refused())
    read = {id(tensor) for node in nodes for tensor in node.inputs}
    ends = [one for node in nodes for one in node.outputs if id(one) not in read and not isinstance(node.operation, InputLayer)]
    made = [node.outputs[0] for node in nodes if isinstance(node.operation, InputLayer)]
    if not ends or not made:
        return None
    model = Model(name='model')
    model._set_graph(made, ends)
    return model
