"""Xception (Chollet 2017)."""
from .. import layers
from .frame import network, norm, pooled_head, relu


def separable(x, filters, name):
    x = layers.SeparableConv2D(filters, (3, 3), padding='same', use_bias=False, name=name)(x)
    return norm(x, name=name + '_bn')


def halved(x, filters):
    y = layers.Conv2D(filters, (1, 1), strides=(2, 2), padding='same', use_bias=False)(x)
    return norm(y)


def entry(x, filters, block, widths, is_active=True):
    """Two separable convolutions and a pooling beside a projection of half the size."""
    shortcut, name = halved(x, filters), 'block%d_' % block
    for at, width in enumerate(widths, 1):
        x = relu(x, '%ssepconv%d_act' % (name, at)) if is_active or at > 1 else x
        x = separable(x, width, '%ssepconv%d' % (name, at))
    x = layers.MaxPooling2D((3, 3), strides=(2, 2), padding='same', name=name + 'pool')(x)
    return layers.Add()([x, shortcut])


def build(opened):
    x = opened.input
    for at, (filters, stride) in enumerate(((32, 2), (64, 1)), 1):
        x = layers.Conv2D(filters, (3, 3), strides=(stride, stride), use_bias=False, name='block1_conv%d' % at)(x)
        x = relu(norm(x, name='block1_conv%d_bn' % at), 'block1_conv%d_act' % at)
    for at, filters in enumerate((128, 256, 728), 2):
        x = entry(x, filters, at, (filters, filters), at > 2)
    for block in range(5, 13):
        before = x
        for at in (1, 2, 3):
            name = 'block%d_sepconv%d' % (block, at)
            x = separable(relu(x, name + '_act'), 728, name)
        x = layers.Add()([x, before])
    x = entry(x, 1024, 13, (728, 1024))
    for at, filters in enumerate((1536, 2048), 1):
        name = 'block14_sepconv%d' % at
        x = relu(separable(x, filters, name), name + '_act')
    return opened.closed(x, pooled_head, (None, None))


Xception = network('Xception', 299, build)
