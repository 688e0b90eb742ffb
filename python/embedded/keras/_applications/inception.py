"""Inception v3 (Szegedy et al. 2016): each block as its branches, and a branch as its convolutions."""
from .. import layers
from .frame import channels, network, norm, pooled_head, relu


def convolved(x, filters, kernel, stride=1, padding='same'):
    x = layers.Conv2D(filters, kernel, strides=(stride, stride), padding=padding, use_bias=False)(x)
    return relu(norm(x, scale=False))


def branch(x, *steps):
    for filters, *kernel in steps:
        x = convolved(x, filters, tuple(kernel) * (2 // len(kernel)))
    return x


def joined(parts, name=None):
    return layers.Concatenate(axis=channels(), name=name)(parts)


def pooled(x, filters):
    return convolved(layers.AveragePooling2D((3, 3), strides=(1, 1), padding='same')(x), filters, (1, 1))


def block_a(x, filters, name):
    return joined([branch(x, (64, 1)), branch(x, (48, 1), (64, 5)), branch(x, (64, 1), (96, 3), (96, 3)), pooled(x, filters)], name)


def block_b(x, width, name):
    return joined([branch(x, (192, 1)), branch(x, (width, 1), (width, 1, 7), (192, 7, 1)),
                   branch(x, (width, 1), (width, 7, 1), (width, 1, 7), (width, 7, 1), (192, 1, 7)), pooled(x, 192)], name)


def block_c(x, at):
    one, wide = branch(x, (320, 1)), branch(x, (384, 1))
    wide = joined([branch(wide, (384, 1, 3)), branch(wide, (384, 3, 1))], 'mixed9_%d' % at)
    deep = branch(x, (448, 1), (384, 3))
    deep = joined([branch(deep, (384, 1, 3)), branch(deep, (384, 3, 1))])
    return joined([one, wide, deep, pooled(x, 192)], 'mixed%d' % (9 + at))


def halved(x, branches, name):
    """Branches that end with stride 2 beside a pooling."""
    ends = [convolved(branch(x, *steps), filters, (3, 3), 2, 'valid') for *steps, filters in branches]
    return joined([*ends, layers.MaxPooling2D((3, 3), strides=(2, 2))(x)], name)


def build(opened):
    x = convolved(opened.input, 32, (3, 3), 2, 'valid')
    x = convolved(convolved(x, 32, (3, 3), padding='valid'), 64, (3, 3))
    x = layers.MaxPooling2D((3, 3), strides=(2, 2))(x)
    x = convolved(convolved(x, 80, (1, 1), padding='valid'), 192, (3, 3), padding='valid')
    x = layers.MaxPooling2D((3, 3), strides=(2, 2))(x)
    for at, filters in enumerate((32, 64, 64)):
        x = block_a(x, filters, 'mixed%d' % at)
    x = halved(x, [(384,), ((64, 1), (96, 3), 96)], 'mixed3')
    for at, width in enumerate((128, 160, 160, 192), 4):
        x = block_b(x, width, 'mixed%d' % at)
    x = halved(x, [((192, 1), 320), ((192, 1), (192, 1, 7), (192, 7, 1), 192)], 'mixed8')
    for at in (0, 1):
        x = block_c(x, at)
    return opened.closed(x, pooled_head, (None, None))


InceptionV3 = network('InceptionV3', 299, build, shown='inception_v3')
