"""`keras.utils`."""
import contextlib
import sys
import types

from ._core.named import nothing

_custom = {}


def register_keras_serializable(package='Custom', name=None):
    def decorate(kind):
        return kind
    return decorate


def get_custom_objects():
    return _custom


@contextlib.contextmanager
def custom_object_scope(*arguments, **keywords):
    yield


CustomObjectScope = custom_object_scope


class Sequence:
    """Batches of data, which nothing asks for here."""

    def __init__(self, *arguments, **keywords):
        pass


PyDataset = Sequence


def get_source_inputs(tensor, *arguments):
    """The inputs that a tensor comes from."""
    waiting, found = [tensor], []
    while waiting:
        node = waiting.pop().node
        if not node.inputs and node.outputs[0] not in found:
            found.append(node.outputs[0])
        waiting += node.inputs
    return found


def normalize_data_format(value):
    from .config import image_data_format
    return value or image_data_format()


def get_registered_name(kind):
    return kind.__name__


def __getattr__(name):
    if name.startswith('_') or name == 'generic_utils':
        raise AttributeError(name)
    return nothing(name)


for _name in ('generic_utils', 'np_utils', 'layer_utils', 'data_utils', 'vis_utils', 'conv_utils', 'tf_utils'):
    _module = types.ModuleType('keras.utils.' + _name)
    _module.__dict__.update(get_custom_objects=get_custom_objects, register_keras_serializable=register_keras_serializable,
                            get_source_inputs=get_source_inputs, Sequence=Sequence, CustomObjectScope=custom_object_scope, normalize_data_format=normalize_data_format,
                            __getattr__=__getattr__)
    globals()[_name] = sys.modules['keras.utils.' + _name] = _module
__path__ = []
