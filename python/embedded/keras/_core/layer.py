"""The base of all layers. A layer of the user's own has no node: what its `call` does is a part of the graph."""
import inspect
import sys

from skipscope.recording.running import frames

from .shapes import Shape, told
from .state import FORMAT, auto_name, state
from .tensor import KerasTensor, Variable, dtype_name, mapped, tensors_in
from .operation import Operation

INPUT_KEYS = ('input_shape', 'batch_input_shape', 'batch_shape', 'input_dim', 'input_length', 'batch_size')


class Layer(Operation):
    """The base class that users extend."""
    is_own = True

    def __new__(cls, *arguments, **keywords):
        made = object.__new__(cls)
        made.__dict__['nodes'] = []
        made.__dict__['made_at'] = frames()
        made.__dict__['made_with'] = (arguments, keywords)
        made.__dict__['_parts'] = []
        made.__dict__['own_variables'] = []
        if not _is_copy():
            state.made.append(made)
        return made

    def __init__(self, *arguments, activity_regularizer=None, trainable=True, dtype=None, autocast=True, name=None, **keywords):
        self.first_shape = _first_shape(keywords)
        unknown = [key for key in keywords if key not in INPUT_KEYS + ('weights', 'dynamic', 'seed', 'implementation', 'autocast', 'sparse', 'ragged')]
        if unknown and not self.is_own:
            raise TypeError("%s.__init__() got an unexpected keyword argument '%s'" % (type(self).__name__, unknown[0]))
        self.name = str(name) if name is not None else auto_name(type(self).__name__)
        self.trainable = trainable
        self.dtype_name = dtype_name(dtype) if dtype is not None else FORMAT['policy']
        self.activity_regularizer = activity_regularizer
        self.built = False
        self.supports_masking = False
        self.input_spec = None

    # Parts
    def __setattr__(self, name, value):
        if not name.startswith('_keras') and '_parts' in self.__dict__ and name != '_parts':
            for part in _layers_in(value):
                if part is not self and part not in self._parts:
                    self._parts.append(part)
            for variable in _variables_in(value):
                self._own(variable, name)
        object.__setattr__(self, name, value)

    def _own(self, variable, name):
        if variable.owner is None:
            variable.owner = self
            variable.name = variable.name or name
            self.own_variables.append(variable)

    def _flatten_layers(self, include_self=True, recursive=True):
        found = [self] if include_self else []
        for part in self._parts:
            found += part._flatten_layers() if recursive else [part]
        return found

    # What the user overrides
    def build(self, *arguments, **keywords):
        self.built = True

    def call(self, inputs, *arguments, **keywords):
        return inputs

    def get_config(self):
        return {'name': self.name, 'trainable': self.trainable, 'dtype': self.dtype_name}

    @classmethod
    def from_config(cls, config):
        return cls(**config)

    def layer_json(self):
        """The configuration of a layer in a wrapper."""
        return {'module': None, 'class_name': type(self).__name__, 'config': {'name': self.name, 'trainable': self.trainable}}

    def compute_mask(self, *arguments, **keywords):
        return None

    def compute_output_shape(self, *shapes, **keywords):
        from .operation import quietly
        shapes = shapes[0] if len(shapes) == 1 else shapes
        is_list = isinstance(shapes, list) or isinstance(shapes, tuple) and shapes and isinstance(shapes[0], (list, tuple))
        given = [KerasTensor(one) for one in shapes] if is_list else KerasTensor(shapes)
        with quietly():
            made = self(given)
        return mapped(made, lambda tensor: tensor.shape)

    # Weights
    def add_weight(self, *arguments, shape=None, initializer=None, dtype=None, trainable=True, name=None, **keywords):
        names = ('name', 'shape') if arguments and isinstance(arguments[0], str) else ('shape', 'initializer', 'dtype', 'trainable')
        for key, value in zip(names, arguments):
            shape, initializer = (value, initializer) if key == 'shape' else (shape, value if key == 'initializer' else initializer)
            name = value if key == 'name' else name
        shape = () if shape is None else (shape,) if isinstance(shape, int) else shape
        from ..initializers import get
        if initializer is None:
            initializer = 'glorot_uniform'
        variable = Variable(get(initializer), shape, dtype or 'float32', trainable, name)
        self._own(variable, name or 'variable')
        return variable

    add_variable = add_weight

    def add_loss(self, *arguments, **keywords):
        pass

    add_metric = add_update = add_loss

    @property
    def weights(self):
        return [one for layer in self._flatten_layers() for one in layer.own_variables]

    variables = trainable_weights = trainable_variables = weights
    losses = metrics = updates = non_trainable_weights = non_trainable_variables = ()

    def get_weights(self):
        return []

    def set_weights(self, weights):
        pass

    def count_params(self):
        return 0

    @property
    def dtype(self):
        return dtype_name(self.dtype_name)

    compute_dtype = variable_dtype = dtype
    dynamic = stateful = False
    dtype_policy = property(lambda self: self.dtype_name)

    # Calls
    def __call__(self, *arguments, **keywords):
        if not state.depth:
            arguments = as_tensors(arguments)
        state.called.append((self, arguments, keywords))
        state.depth += 1
        try:
            self._build_for(arguments, keywords)
            return self.call(*arguments, **self._without_unknown(keywords))
        finally:
            state.depth -= 1

    def _without_unknown(self, keywords):
        """The caller may tell any layer of `training` and `mask`."""
        told_of = [key for key in keywords if key in ('training', 'mask')]
        if not told_of:
            return keywords
        parameters = inspect.signature(self.call).parameters
        if any(one.kind == one.VAR_KEYWORD for one in parameters.values()):
            return keywords
        return {key: value for key, value in keywords.items() if key in parameters or key not in told_of}

    def _build_for(self, arguments, keywords):
        owner = next(kind for kind in type(self).__mro__ if 'build' in kind.__dict__)
        if self.built or owner.__module__.startswith('keras.'):
            self.built = True
            return
        shapes = [mapped(one, lambda tensor: tensor.known_shape) for one in [*arguments, *keywords.values()] if tensors_in(one)]
        names = list(inspect.signature(self.build).parameters)
        if not shapes:
            return
        takes_each = len(names) > 1 and names[0] != 'input_shape' and not self._takes_any_build()
        self.build(*shapes[:len(names)] if takes_each else shapes[:1])
        self.built = True

    def _takes_any_build(self):
        return any(one.kind in (one.VAR_POSITIONAL, one.VAR_KEYWORD) for one in inspect.signature(self.build).parameters.values())

    # The graph
    @property
    def inbound_nodes(self):
        return self.nodes

    _inbound_nodes = inbound_nodes

    @property
    def output(self):
        if not self.nodes:
            raise AttributeError('The layer %s has never been called and thus has no defined output.' % self.name)
        return _single(self.nodes[0].outputs)

    @property
    def input(self):
        if not self.nodes:
            raise AttributeError('The layer %s has never been called and thus has no defined input.' % self.name)
        return _single(self.nodes[0].inputs)

    @property
    def output_shape(self):
        return mapped(self.output, lambda tensor: tensor.shape)

    @property
    def input_shape(self):
        return mapped(self.input, lambda tensor: tensor.shape)

    def get_output_at(self, at):
        return _single(self.nodes[at].outputs)

    def get_input_at(self, at):
        return _single(self.nodes[at].inputs)


def runs_own_code(layer):
    """Its class, or one of the user's that it extends, says what it does with a tensor."""
    owner = next(kind for kind in type(layer).__mro__ if 'call' in kind.__dict__)
    return not owner.__module__.startswith('keras.')


def _is_copy():
    """The layer is made by `copy`, which calls no constructor."""
    return sys._getframe(2).f_code.co_name in ('__newobj__', '__reduce_ex__', '__deepcopy__', '_reconstruct')


def as_tensors(value):
    """Arrays that a model is called with stand for inputs of their shape."""
    if isinstance(value, (list, tuple)) and not isinstance(value, Shape) and not hasattr(value, '_fields'):
        return type(value)(as_tensors(one) for one in value)
    if isinstance(value, dict):
        return {key: as_tensors(entry) for key, entry in value.items()}
    is_constant = isinstance(value, KerasTensor) and value.is_variable and not getattr(value, 'owner', None) and value.known_shape
    is_array = not isinstance(value, KerasTensor) and hasattr(value, 'dtype') and bool(getattr(value, 'shape', ()))
    if is_constant or is_array:
        from .input import Input
        kind = dtype_name(value.dtype)
        return Input(batch_shape=(None,) + tuple(value.shape)[1:], dtype='float32' if kind in ('float64', 'uint8') else kind)
    return value


def _first_shape(keywords):
    """The input that a layer declares, with the batch; None if it declares none."""
    batch = keywords.get('batch_size')
    for key in ('batch_input_shape', 'batch_shape'):
        if keywords.get(key) is not None:
            return told(keywords[key])
    if keywords.get('input_shape') is not None:
        shape = keywords['input_shape']
        return told((batch,) + (tuple(shape) if isinstance(shape, (list, tuple)) else (shape,)))
    if keywords.get('input_dim') is not None:
        length = keywords.get('input_length')
        rest = (keywords['input_dim'],)
        return told((batch, length) + rest if 'input_length' in keywords else (batch,) + rest)
    if keywords.get('input_length') is not None:
        return told((batch, keywords['input_length']))
    return None


def _single(values):
    return values[0] if len(values) == 1 else list(values)


def _layers_in(value, depth=0):
    if isinstance(value, Layer):
        return [value]
    if depth < 3 and isinstance(value, (list, tuple)):
        return [found for entry in value for found in _layers_in(entry, depth + 1)]
    if depth < 3 and isinstance(value, dict):
        return [found for entry in value.values() for found in _layers_in(entry, depth + 1)]
    return []


def _variables_in(value):
    if isinstance(value, Variable):
        return [value]
    if isinstance(value, (list, tuple)):
        return [one for one in value if isinstance(one, Variable)]
    return []
