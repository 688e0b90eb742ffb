"""`keras.layers`. A layer that Keras has and this stand-in does not know is one of unknown shape."""
from ._core.builtin import CLASSES, define
from ._core.input import Input, InputLayer
from ._core.layer import Layer
from ._layers import attention, convolution, core, merging, pooling, preprocessing, recurrent, reshaping
from ._layers.lambdas import Lambda
from ._layers.signatures import ALIASES, SIGNATURES
from ._layers.wrappers import Wrapper
from ._core.model import Model, Sequential

FAMILIES = (attention, convolution, core, merging, pooling, preprocessing, recurrent, reshaping)
preprocessing.learns_from_data(CLASSES['Normalization'])
globals().update(CLASSES)
globals().update({alias: CLASSES[name] for alias, name in ALIASES.items() if name in CLASSES})
OLD = {'Deconvolution2D': 'Conv2DTranspose', 'Convolution2DTranspose': 'Conv2DTranspose', 'Deconv2D': 'Conv2DTranspose'}
globals().update({old: CLASSES[name] for old, name in OLD.items()})


def _merging(name):
    def function(inputs, **keywords):
        return CLASSES[name](**keywords)(inputs)
    return function


add, average, maximum, minimum, multiply, subtract = map(_merging, ('Add', 'Average', 'Maximum', 'Minimum', 'Multiply', 'Subtract'))


def concatenate(inputs, axis=-1, **keywords):
    return CLASSES['Concatenate'](axis=axis, **keywords)(inputs)


def dot(inputs, axes=-1, **keywords):
    return CLASSES['Dot'](axes=axes, **keywords)(inputs)


def merge(inputs, mode='sum', concat_axis=-1, **keywords):
    """Of Keras 1."""
    names = {'sum': 'Add', 'mul': 'Multiply', 'ave': 'Average', 'max': 'Maximum'}
    return concatenate(inputs, concat_axis, **keywords) if mode == 'concat' else CLASSES[names[mode]](**keywords)(inputs)


class InputSpec:
    """The input that a layer asks for; the layer itself checks it."""

    def __init__(self, *arguments, **keywords):
        self.__dict__.update(keywords)


def serialize(layer):
    return layer.layer_json()


def __getattr__(name):
    if name.startswith('_') or not name[:1].isupper():
        raise AttributeError("module 'keras.layers' has no attribute '%s'" % name)
    kind = define(name, SIGNATURES.get(name, '*arguments'), None)
    globals()[name] = kind
    return kind


__all__ = [_name for _name in globals() if _name[0].isupper() and _name.isidentifier() and not _name.isupper()] + [
    'add', 'average', 'maximum', 'minimum', 'multiply', 'subtract', 'concatenate', 'dot', 'Dot', 'GRU', 'LSTM', 'RNN', 'ELU']
