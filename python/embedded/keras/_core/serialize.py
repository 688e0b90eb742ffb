"""Values as Keras 3 writes them into the configuration of a model."""
from .shapes import Extent
from .tensor import KerasTensor

LARGEST_ARRAY = 4096


def serialized(value):
    """JSON of an option or an argument of a call; None for what has none."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return value if value == value and abs(value) != float('inf') else str(value)
    if isinstance(value, KerasTensor):
        return tensor_json(value)
    if isinstance(value, Extent):
        return None
    if isinstance(value, slice):
        return {'class_name': '__slice__', 'config': {key: serialized(getattr(value, key)) for key in ('start', 'stop', 'step')}}
    if value is Ellipsis:
        return {'class_name': '__ellipsis__', 'config': {}}
    if isinstance(value, (list, tuple)):
        return [serialized(one) for one in value]
    if isinstance(value, dict):
        return {str(key): serialized(one) for key, one in value.items()}
    if hasattr(value, 'layer_json'):
        return value.layer_json()
    if hasattr(value, 'part_json'):
        return value.part_json()
    return _array(value)


def _array(value):
    if hasattr(value, 'tolist'):
        listed = value.tolist()
        return serialized(listed) if not hasattr(value, 'size') or value.size <= LARGEST_ARRAY else None
    return getattr(value, 'name', None) if hasattr(type(value), 'name') else None


def tensor_json(tensor):
    """A reference to a tensor of the graph, in the terms of `references`."""
    if tensor.node is None:
        return None
    layer, node, index = references(tensor)
    shape = None if tensor.known_shape is None else list(tensor.known_shape)
    config = {'dtype': tensor.dtype, 'keras_history': [layer, node, index]}
    return {'class_name': '__keras_tensor__', 'config': config if shape is None else dict(config, shape=shape)}


_naming = []


def references(tensor):
    """(name, call, output) under the names of the model that is being written."""
    return _naming[-1](tensor)


class naming:
    """Write tensors as this function names them."""

    def __init__(self, name):
        self.name = name

    def __enter__(self):
        _naming.append(self.name)

    def __exit__(self, *error):
        _naming.pop()
