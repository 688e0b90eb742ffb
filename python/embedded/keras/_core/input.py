"""The inputs of a graph."""
from .layer import Layer
from .operation import Node
from .shapes import told
from .state import FORMAT, state
from .tensor import KerasTensor, dtype_name


class InputLayer(Layer):
    """One input. Its one node has no arguments."""
    is_own = False
    library_name = 'InputLayer'

    def __init__(self, shape=None, batch_size=None, dtype=None, batch_shape=None, name=None, **keywords):
        for key in ('batch_input_shape', 'input_shape'):
            if keywords.get(key) is not None:
                given = keywords[key]
                batch_shape = given if key == 'batch_input_shape' else (batch_size,) + tuple(given)
        super().__init__(name=name)
        if batch_shape is None:
            if shape is None:
                raise ValueError('You must pass a `shape` argument.')
            batch_shape = (batch_size,) + tuple(told(shape))
        self.batch_shape = told(batch_shape)
        self.input_dtype = dtype_name(dtype or FORMAT['floatx'])
        node = Node(self, (), {})
        node.outputs = [KerasTensor(self.batch_shape, self.input_dtype, self.name, node)]
        self.nodes.append(node)
        state.nodes.append(node)
        self.built = True

    def call(self, *arguments, **keywords):
        return self.output

    def compute(self):
        raise ValueError('An input has no value of its own')

    @property
    def dtype(self):
        return self.input_dtype

    def get_config(self):
        return {'batch_shape': list(self.batch_shape), 'dtype': self.input_dtype, 'sparse': False, 'ragged': False, 'name': self.name}

    def layer_json(self):
        return {'module': 'keras.layers', 'class_name': 'InputLayer', 'config': self.get_config(), 'registered_name': None}


def Input(shape=None, batch_size=None, dtype=None, sparse=None, batch_shape=None, name=None, tensor=None, optional=False, **keywords):
    """A tensor that starts a graph."""
    if tensor is not None and isinstance(tensor, KerasTensor):
        return tensor
    return InputLayer(shape, batch_size, dtype, batch_shape, name, **keywords).output
