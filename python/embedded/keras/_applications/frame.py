"""Parts that the networks share: their input, their head, and the note that no weights are loaded."""
from .. import layers
from .._core.input import Input
from .._core.model import Model
from .._core.tensor import KerasTensor
from ..config import image_data_format
from ..utils import get_source_inputs


def channels():
    return 1 if image_data_format() == 'channels_first' else 3


def told(weights, name):
    """Pretrained weights are not loaded, and a note says so."""
    if weights is not None:
        from skipscope.recording.notes import leave_note
        leave_note('weights not loaded', 'keras.applications.' + name)


def shape_of_pictures(input_shape, size, is_whole, weights):
    """The shape of pictures: the user's, else that of the pictures that the network was made for where its head needs it."""
    extents = tuple(input_shape) if input_shape is not None else None
    first = image_data_format() == 'channels_first'
    if extents is None or weights == 'imagenet' and is_whole:
        side = size if is_whole else None
        extents = extents or ((3, side, side) if first else (side, side, 3))
    return extents


class Opened:
    """A network that is being made: `x`, its end so far."""

    def __init__(self, name, size, options):
        self.name, self.options = name, options
        told(options['weights'], name)
        given = options['input_tensor']
        shape = shape_of_pictures(options['input_shape'], size, options['include_top'], options['weights'])
        self.input = given if isinstance(given, KerasTensor) else Input(shape=shape)

    def closed(self, x, head, pool_names=('avg_pool', 'max_pool'), after=None):
        """The model with its head, or with the pooling that stands for one, and what comes after it."""
        pooling = self.options['pooling']
        if self.options['include_top']:
            x = head(x, self.options['classes'], self.options['classifier_activation'])
        elif pooling is not None:
            kind, name = (layers.GlobalAveragePooling2D, pool_names[0]) if pooling == 'avg' else (layers.GlobalMaxPooling2D, pool_names[1])
            x = kind(name=name)(x)
        if after is not None and not self.options['include_top']:
            x = after(x)
        given = self.options['input_tensor']
        starts = get_source_inputs(given) if isinstance(given, KerasTensor) else self.input
        return Model(starts, x, name=self.options['name'])


def network(name, size, build, own=(), order=None, shown=None):
    """
    A function that makes a network. `own`: its parameters beside those of every network, with their defaults; `order`: names that
    come before the others. `build(opened, **own)` gives the model.
    """
    shared = {'include_top': True, 'weights': 'imagenet', 'input_tensor': None, 'input_shape': None, 'pooling': None, 'classes': 1000,
              'classifier_activation': 'softmax', 'name': shown or name.lower(), **dict(own)}
    names = [*(order or ()), *(one for one in shared if one not in (order or ()))]

    def make(*arguments, **keywords):
        for key in keywords:
            if key not in shared and key not in ('backend', 'layers', 'models', 'utils'):
                raise TypeError("%s() got an unexpected keyword argument '%s'" % (name, key))
        options = {**shared, **dict(zip(names, arguments)), **{key: value for key, value in keywords.items() if key in shared}}
        return build(Opened(name, size, options), **{key: options[key] for key in dict(own)})
    make.__name__ = make.__qualname__ = name
    return make


def norm(x, name=None, **options):
    return layers.BatchNormalization(axis=channels(), name=name, **options)(x)


def relu(x, name=None):
    return layers.Activation('relu', name=name)(x)


def pooled_head(x, classes, activation):
    x = layers.GlobalAveragePooling2D(name='avg_pool')(x)
    return layers.Dense(classes, activation=activation, name='predictions')(x)
