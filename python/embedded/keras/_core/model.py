"""Models: functional ones keep a graph; those of the user's own class are whatever their `call` does."""
from .graph import Graph
from .input import InputLayer
from .layer import Layer
from .operation import Spec, replayed
from .shapes import told
from .state import auto_name, state
from .tensor import KerasTensor, tensors_in


class Training:
    """The methods of training; none of it runs here."""

    def compile(self, optimizer='rmsprop', loss=None, *arguments, **keywords):
        self.compiled = {'optimizer': optimizer, 'loss': loss}
        state.compiled.append(self)

    def fit(self, *arguments, **keywords):
        return History()

    fit_generator = fit

    def nothing(self, *arguments, **keywords):
        return None

    evaluate = predict = predict_on_batch = train_on_batch = test_on_batch = save = save_weights = load_weights = summary = nothing
    evaluate_generator = predict_generator = build_from_config = export = reset_states = make_predict_function = nothing


class History:
    """The result of `fit`."""
    history = {}
    epoch = ()


class Model(Training, Layer):
    """`Model(inputs, outputs)`, or the base of a class with a `call`."""
    is_own = False
    compiled = None

    def __new__(cls, *arguments, **keywords):
        return Layer.__new__(cls, *arguments, **keywords)

    def __init__(self, *arguments, **keywords):
        named = [keywords.pop(key, None) for key in ('inputs', 'outputs')]
        named = [keywords.pop('input', None) if named[0] is None else named[0], keywords.pop('output', None) if named[1] is None else named[1]]
        given = list(arguments[:2]) + [None] * (2 - len(arguments[:2]))
        inputs, outputs = (given[at] if given[at] is not None else named[at] for at in (0, 1))
        name = keywords.pop('name', arguments[2] if len(arguments) > 2 else None)
        self.__dict__['graph'] = None
        is_plain = type(self) is Model
        super().__init__(name=name or auto_name('functional' if is_plain else type(self).__name__),
                         **{key: value for key, value in keywords.items() if key in ('trainable', 'dtype')})
        if inputs is not None and outputs is not None:
            self._set_graph(inputs, outputs)

    def _set_graph(self, inputs, outputs):
        self.__dict__['graph'] = Graph(inputs, outputs)
        self.built = True

    # Calls
    def call(self, inputs=None, *arguments, **keywords):
        if self.graph is None:
            raise NotImplementedError('Model %s does not have a `call()` method implemented.' % type(self).__name__)
        made = self.record((self.graph.ordered(inputs),), {})
        return self.graph.structured(made if isinstance(made, list) else [made])

    def compute(self, inputs):
        given = tensors_in(inputs)
        expected = self.graph.inputs
        if len(given) != len(expected):
            raise ValueError('Layer "%s" expects %d input(s), but it received %d input tensors' % (self.name, len(expected), len(given)))
        values = dict(zip(map(id, expected), given))
        if any(one.known_shape != other.known_shape for one, other in zip(given, expected)):
            self._check(given)
            values = replayed(self.graph.nodes, values)
        specs = [Spec(values.get(id(one), one).known_shape, one.dtype) for one in self.graph.outputs]
        return specs[0] if len(specs) == 1 else specs

    def _check(self, given):
        for one, expected in zip(given, self.graph.inputs):
            shapes = one.known_shape, expected.known_shape
            if None not in shapes and (len(shapes[0]) != len(shapes[1]) or any(
                    None not in pair and pair[0] != pair[1] for pair in list(zip(*shapes))[1:])):
                raise ValueError('Input 0 of layer "%s" is incompatible with the layer: expected shape=%s, found shape=%s' % (
                    self.name, tuple(shapes[1]), tuple(shapes[0])))

    def build(self, input_shape=None, *arguments, **keywords):
        """The shape is a hint for what the model is called with."""
        if input_shape is not None:
            is_list = isinstance(input_shape, (list, dict)) or isinstance(input_shape, tuple) and input_shape and isinstance(
                input_shape[0], (list, tuple))
            shapes = list(input_shape.values()) if isinstance(input_shape, dict) else list(input_shape) if is_list else [input_shape]
            self.__dict__['told_shapes'] = [told(one) for one in shapes]
        self.built = True

    # Parts
    @property
    def layers(self):
        if self.graph is not None:
            return [one for one in self.graph.operations if isinstance(one, Layer)]
        return list(self._parts)

    @property
    def inputs(self):
        return None if self.graph is None else self.graph.inputs

    @property
    def outputs(self):
        return None if self.graph is None else self.graph.outputs

    @property
    def input(self):
        return self._of_graph('inputs', 'input')

    @property
    def output(self):
        if self.graph is None:
            return self._of_graph('outputs', 'output')
        return self.graph.structured(self.graph.outputs)

    def _of_graph(self, name, what):
        if self.graph is None:
            raise AttributeError('The layer %s has never been called and thus has no defined %s.' % (self.name, what))
        found = getattr(self.graph, name)
        return found[0] if len(found) == 1 else list(found)

    @property
    def input_names(self):
        return [one.node.operation.name for one in self.graph.inputs]

    @property
    def output_names(self):
        return [one.node.operation.name for one in self.graph.outputs]

    def get_layer(self, name=None, index=None):
        if index is not None:
            return self.layers[index]
        for layer in self.layers:
            if layer.name == name:
                return layer
        raise ValueError('No such layer: %s.' % name)

    def _flatten_layers(self, include_self=True, recursive=True):
        parts = [one for one in self.layers if isinstance(one, Layer)]
        found = [self] if include_self else []
        for part in parts:
            found += part._flatten_layers() if recursive else [part]
        return found

    def get_config(self):
        return {'name': self.name, 'trainable': self.trainable}

    def layer_json(self):
        from .topology import model_json
        return model_json(self)

    def to_json(self, **keywords):
        import json
        return json.dumps(self.layer_json())


class Sequential(Model):
    """Layers one after the other; a graph as soon as the first one's input is known."""

    def __init__(self, layers=None, name=None, trainable=True, **keywords):
        Model.__init__(self, name=name, trainable=trainable)
        self.__dict__['_sequence'] = []
        for layer in layers or ():
            self.add(layer)

    def add(self, layer, rebuild=True):
        if isinstance(layer, KerasTensor):
            layer = layer.node.operation
        if not callable(layer):
            raise ValueError('Only instances of `keras.Layer` can be added to a Sequential model. Received: %s' % (layer,))
        if not isinstance(layer, Layer):
            from .._layers.lambdas import Lambda
            layer = Lambda(layer)
        if not self._sequence and not isinstance(layer, InputLayer):
            shape = _declared(layer)
            if shape is not None:
                self._sequence.append(InputLayer(batch_shape=shape, dtype=_input_dtype(layer)))
        self._sequence.append(layer)
        if layer not in self._parts:
            self._parts.append(layer)
        self._grow(layer)

    def _grow(self, layer):
        if self.graph is not None:
            tensor = layer(self.graph.outputs[0])
            self._set_graph(self.graph.inputs, tensor)
        elif isinstance(self._sequence[0], InputLayer):
            tensor = self._sequence[0].output
            inputs = tensor
            for one in self._sequence[1:]:
                tensor = one(tensor)
            auto_name('functional')
            self._set_graph(inputs, tensor)

    def pop(self, rebuild=True):
        layer = self._sequence.pop()
        self.__dict__['graph'] = None
        if self._sequence and isinstance(self._sequence[0], InputLayer):
            tensor = self._sequence[0].output
            for one in self._sequence[1:]:
                tensor = one.nodes[-1].outputs[0] if one.nodes else one(tensor)
            self._set_graph(self._sequence[0].output, tensor)
        return layer

    @property
    def layers(self):
        return [one for one in self._sequence if not isinstance(one, InputLayer)]

    def build(self, input_shape=None, *arguments, **keywords):
        if self.graph is None and input_shape is not None and self._sequence:
            shape = told(input_shape)
            if shape is not None:
                self._start(shape, _input_dtype(self._sequence[0]))
        self.built = True

    def _start(self, shape, dtype):
        self._sequence.insert(0, InputLayer(batch_shape=shape, dtype=dtype))
        self._grow(None)

    def call(self, inputs=None, *arguments, **keywords):
        if self.graph is None:
            tensors = tensors_in(inputs)
            if len(tensors) != 1 or tensors[0].known_shape is None or state.silent:
                for layer in self._sequence:
                    inputs = layer(inputs)
                return inputs
            self._start(tensors[0].known_shape, tensors[0].dtype)
        return super().call(inputs)


def _declared(layer):
    """The input that the first layer of a sequence declares, or the model that stands there has."""
    if isinstance(layer, Sequential) and layer.graph is None:
        return None
    if isinstance(layer, Model) and layer.graph is not None and len(layer.graph.inputs) == 1:
        return layer.graph.inputs[0].known_shape
    shape = getattr(layer, 'first_shape', None)
    if shape is None and isinstance(getattr(layer, 'layer', None), Layer):
        return getattr(layer.layer, 'first_shape', None) if getattr(layer, 'library_name', '') == 'Bidirectional' else None
    return shape


def _input_dtype(layer):
    return 'int32' if getattr(layer, 'library_name', None) == 'Embedding' else 'float32'


Functional = Model
