"""The layers of Keras' own: one node for each call, and a configuration of the constructor's arguments."""
import inspect

from ..activations import name_of as activation_name
from ..constraints import get as get_constraint
from ..initializers import get as get_initializer
from ..regularizers import get as get_regularizer
from .layer import Layer
from .operation import Spec
from .serialize import serialized
from .state import FORMAT
from .tensor import KerasTensor

CLASSES = {}
GETTERS = (('initializer', get_initializer), ('regularizer', get_regularizer), ('constraint', get_constraint))


class Builtin(Layer):
    """`options`: the constructor's arguments by name. `shapes(options, inputs)` gives the output's `Spec`s."""
    is_own = False
    signature = None
    rank = None
    library_name = None

    def __init__(self, *arguments, **keywords):
        names = self.signature.parameters
        keywords = {_modern(key, names): value for key, value in keywords.items()}
        own = {key: value for key, value in keywords.items() if key in names}
        rest = {key: value for key, value in keywords.items() if key not in names and key not in IGNORED}
        if 'input_dim' in own and self.library_name == 'Embedding' and 'input_length' in rest:
            rest = dict(rest)
        super().__init__(**rest)
        try:
            bound = self.signature.bind(*arguments, **own)
        except TypeError as error:
            raise TypeError('%s.__init__() %s' % (type(self).__name__, error)) from None
        bound.apply_defaults()
        self.options = {key: self._option(key, value) for key, value in bound.arguments.items()}
        for key, value in self.options.items():
            if key not in ('layer', 'output_shape', 'input_shape'):
                self.__dict__.setdefault(key, value)
        for part in ('layer', 'backward_layer', 'cell'):
            if isinstance(self.options.get(part), Layer):
                setattr(self, part, self.options[part])

    def _option(self, key, value):
        if key == 'data_format' and value is None:
            return FORMAT['data_format']
        if key.endswith('activation') or key == 'activation':
            return activation_name(value)
        for ending, get in GETTERS:
            if key.endswith('_' + ending):
                return get(value)
        return value

    def call(self, *arguments, **keywords):
        return self.record(arguments, keywords)

    def compute(self, *arguments, **keywords):
        from .._layers.checks import check_rank
        inputs = arguments[0] if arguments else next(iter(keywords.values()))
        check_rank(self, inputs)
        return self.shapes(inputs, arguments[1:], keywords)

    def shapes(self, inputs, more, keywords):
        return unknown(inputs)

    def get_config(self):
        config = {key: serialized(value) for key, value in self.options.items()}
        if self.activity_regularizer is not None:
            config['activity_regularizer'] = serialized(get_regularizer(self.activity_regularizer))
        return {'name': self.name, 'trainable': self.trainable, 'dtype': self.dtype_name, **config}

    def layer_json(self):
        return {'module': 'keras.layers', 'class_name': self.library_name, 'config': self.get_config(), 'registered_name': None}


IGNORED = ('input_tensor', 'lora_rank', 'lora_alpha', 'quantization_config', 'use_cudnn', 'weights', 'flash_attention', 'renorm',
           'renorm_clipping', 'renorm_momentum', 'fused', 'virtual_batch_size', 'adjustment', 'implementation', 'time_major', 'embeddings',
           'zero_output_for_mask', 'autocast', 'kernel_initializer', 'kernel_regularizer', 'kernel_constraint', 'ragged', 'sparse', 'experimental_autocast', 'reverse_dtype')
OLD_NAMES = {
    'alpha': 'negative_slope', 'nb_filter': 'filters', 'output_dim': 'units', 'init': 'kernel_initializer', 'W_regularizer': 'kernel_regularizer',
    'bias': 'use_bias', 'border_mode': 'padding', 'subsample': 'strides', 'p': 'rate', 'inner_activation': 'recurrent_activation',
    'dim_ordering': 'data_format', 'mode': 'merge_mode', 'init_bias': 'bias_initializer', 'atrous_rate': 'dilation_rate', 'factor': 'scale',
    'height': 'height', 'synchronized': 'synchronized',
}


def _modern(key, names):
    """The name that Keras 3 has for a parameter of Keras 1 or 2."""
    new = OLD_NAMES.get(key)
    return new if key not in names and new in names else key


def unknown(inputs):
    """Nothing tells the shape."""
    return Spec(None)


def shape_of(value):
    return value.known_shape if isinstance(value, KerasTensor) else tuple(getattr(value, 'shape', ()))


def define(name, signature, shapes, rank=None, bases=(Builtin,)):
    """A layer class of Keras' own."""
    namespace = {}
    exec('def told(%s): pass' % signature, namespace)
    members = {'signature': inspect.signature(namespace['told']), 'rank': rank, 'library_name': name, '__module__': 'keras.layers'}
    if shapes is not None:
        members['shapes'] = shapes
    kind = type(name, bases, members)
    CLASSES[name] = kind
    return kind
