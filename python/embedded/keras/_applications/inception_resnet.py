"""Inception-ResNet v2 (Szegedy et al. 2017): blocks of branches whose sum with the input is scaled down."""
from .. import layers
from .._core.builtin import define
from .._core.operation import Spec
from .frame import channels, network, norm, pooled_head, relu


def _as_first(layer, inputs, more, keywords):
    return Spec(inputs[0].known_shape, inputs[0].dtype)


ScaledSum = define('CustomScaleLayer', 'scale', _as_first)

# The branches of a block: filters and kernel of each convolution.
BLOCKS = {
    'block35': (((32, 1),), ((32, 1), (32, 3)), ((32, 1), (48, 3), (64, 3))),
    'block17': (((192, 1),), ((128, 1), (160, (1, 7)), (192, (7, 1)))),
    'block8': (((192, 1),), ((192, 1), (224, (1, 3)), (256, (3, 1)))),
}


def convolved(x, filters, kernel, stride=1, padding='same', name=None):
    x = layers.Conv2D(filters, kernel, strides=stride, padding=padding, use_bias=False, name=name)(x)
    x = norm(x, name=name and name + '_bn', scale=False)
    return relu(x, name and name + '_ac')


def branch(x, steps):
    for filters, kernel in steps:
        x = convolved(x, filters, kernel)
    return x


def joined(parts, name):
    return layers.Concatenate(axis=channels(), name=name)(parts)


def block(x, kind, scale, at, is_bent=True):
    name = '%s_%d' % (kind, at)
    up = joined([branch(x, steps) for steps in BLOCKS[kind]], name + '_mixed')
    up = layers.Conv2D(x.shape[channels()], 1, padding='same', use_bias=True, name=name + '_conv')(up)
    x = ScaledSum(scale)([x, up])
    return relu(x, name + '_ac') if is_bent else x


def halved(x, branches, name):
    ends = [convolved(branch(x, steps), filters, 3, 2, 'valid') for *steps, filters in branches]
    return joined([*ends, layers.MaxPooling2D(3, strides=2, padding='valid')(x)], name)


def stem(x):
    x = convolved(convolved(x, 32, 3, 2, 'valid'), 32, 3, padding='valid')
    x = layers.MaxPooling2D(3, strides=2)(convolved(x, 64, 3))
    x = convolved(convolved(x, 80, 1, padding='valid'), 192, 3, padding='valid')
    x = layers.MaxPooling2D(3, strides=2)(x)
    parts = [branch(x, steps) for steps in (((96, 1),), ((48, 1), (64, 5)), ((64, 1), (96, 3), (96, 3)))]
    pooled = layers.AveragePooling2D(3, strides=1, padding='same')(x)
    return joined([*parts, convolved(pooled, 64, 1)], 'mixed_5b')


def build(opened):
    x = stem(opened.input)
    for at in range(1, 11):
        x = block(x, 'block35', 0.17, at)
    x = halved(x, [(384,), ((256, 1), (256, 3), 384)], 'mixed_6a')
    for at in range(1, 21):
        x = block(x, 'block17', 0.1, at)
    x = halved(x, [((256, 1), 384), ((256, 1), 288), ((256, 1), (288, 3), 320)], 'mixed_7a')
    for at in range(1, 10):
        x = block(x, 'block8', 0.2, at)
    x = block(x, 'block8', 1.0, 10, False)
    return opened.closed(convolved(x, 1536, 1, name='conv_7b'), pooled_head, (None, None))


InceptionResNetV2 = network('InceptionResNetV2', 299, build, shown='inception_resnet_v2')
