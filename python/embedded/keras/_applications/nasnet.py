"""NASNet-A (Zoph et al. 2018): cells of two kinds, each of which takes what the two cells before it give."""
from .. import layers
from ..config import image_data_format
from .frame import channels, network
from .padding import correct_pad

ORDER = ('input_shape', 'include_top', 'weights', 'input_tensor', 'pooling', 'classes', 'classifier_activation', 'name')


def norm(x, name):
    axis = 1 if image_data_format() == 'channels_first' else -1
    return layers.BatchNormalization(axis=axis, momentum=0.9997, epsilon=1e-3, name=name)(x)


def pointwise(x, filters, name):
    return layers.Conv2D(filters, (1, 1), padding='same', use_bias=False, kernel_initializer='he_normal', name=name)(x)


def rectified(x, name=None):
    return layers.Activation('relu', name=name)(x)


def averaged(x, name, size=3, stride=1, padding='same'):
    return layers.AveragePooling2D((size, size), strides=(stride, stride), padding=padding, name=name)(x)


def largest(x, name):
    return layers.MaxPooling2D((3, 3), strides=(2, 2), padding='valid', name=name)(x)


def separable(x, filters, kernel, place, stride=1):
    """Two separable convolutions, the first with the stride."""
    size = (kernel, kernel)
    x = rectified(x)
    if stride == 2:
        x = layers.ZeroPadding2D(padding=correct_pad(x, kernel), name='separable_conv_1_pad_' + place)(x)
    x = layers.SeparableConv2D(filters, size, strides=(stride, stride), padding='valid' if stride == 2 else 'same', use_bias=False,
                               name='separable_conv_1_' + place)(x)
    x = rectified(norm(x, 'separable_conv_1_bn_' + place))
    x = layers.SeparableConv2D(filters, size, padding='same', use_bias=False, name='separable_conv_2_' + place)(x)
    return norm(x, 'separable_conv_2_bn_' + place)


def fitted(before, x, filters, place):
    """The output of the cell before the last one, with the extents and the filters of this cell."""
    side, axis = (2, 1) if image_data_format() == 'channels_first' else (-2, -1)
    if before is None:
        return x
    if before.shape[side] != x.shape[side]:
        return halved(before, filters, place)
    if before.shape[axis] != filters:
        return norm(pointwise(rectified(before), filters, 'adjust_conv_projection_' + place), 'adjust_bn_' + place)
    return before


def halved(x, filters, place):
    """Every other entry by two paths, the second one moved by an entry."""
    x = rectified(x, 'adjust_relu_1_' + place)
    moved = layers.Cropping2D(cropping=((1, 0), (1, 0)))(layers.ZeroPadding2D(padding=((0, 1), (0, 1)))(x))
    paths = [pointwise(averaged(one, 'adjust_avg_pool_%d_%s' % (at, place), 1, 2, 'valid'), filters // 2, 'adjust_conv_%d_%s' % (at, place))
             for at, one in enumerate((x, moved), 1)]
    return norm(layers.Concatenate(axis=concat_axis())(paths), 'adjust_bn_' + place)


def concat_axis():
    return 1 if channels() == 1 else -1


def entered(x, before, filters, kind, place):
    """(both inputs of a cell, with its filters)."""
    before = fitted(before, x, filters, place)
    return norm(pointwise(rectified(x), filters, '%s_conv_1_%s' % (kind, place)), '%s_bn_1_%s' % (kind, place)), before


def add(one, other, name=None):
    return layers.Add(name=name)([one, other])


def normal(x, before, filters, place):
    start = x
    h, p = entered(x, before, filters, 'normal', place)

    def named(what):
        return 'normal_%s_%s' % (what, place)
    first = add(separable(h, filters, 5, named('left1')), separable(p, filters, 3, named('right1')), named('add_1'))
    second = add(separable(p, filters, 5, named('left2')), separable(p, filters, 3, named('right2')), named('add_2'))
    third = add(averaged(h, named('left3')), p, named('add_3'))
    fourth = add(averaged(p, named('left4')), averaged(p, named('right4')), named('add_4'))
    fifth = add(separable(h, filters, 3, named('left5')), h, named('add_5'))
    return layers.Concatenate(axis=concat_axis(), name=named('concat'))([p, first, second, third, fourth, fifth]), start


def reduction(x, before, filters, place):
    start = x
    h, p = entered(x, before, filters, 'reduction', place)

    def named(what):
        return 'reduction_%s_%s' % (what, place)
    padded = layers.ZeroPadding2D(padding=correct_pad(h, 3), name=named('pad_1'))(h)
    first = add(separable(h, filters, 5, named('left1'), 2), separable(p, filters, 7, named('right1'), 2), named('add_1'))
    second = add(largest(padded, named('left2')), separable(p, filters, 7, named('right2'), 2), named('add_2'))
    third = add(averaged(padded, named('left3'), 3, 2, 'valid'), separable(p, filters, 5, named('right3'), 2), named('add3'))
    fourth = add(second, averaged(first, named('left4')))
    fifth = add(separable(first, filters, 3, named('left4')), largest(padded, named('right5')), named('add4'))
    return layers.Concatenate(axis=concat_axis(), name=named('concat'))([second, third, fourth, fifth]), start


def head(x, classes, activation):
    return layers.Dense(classes, activation=activation, name='predictions')(layers.GlobalAveragePooling2D()(x))


def nasnet(name, shown, size, numbers):
    """`numbers`: filters of the last layer, cells of a stage, filters of the stem, and whether a reduction is left out as an input."""
    last, cells, stem, skips_reduction = numbers

    def build(opened):
        x = layers.Conv2D(stem, (3, 3), strides=(2, 2), padding='valid', use_bias=False, kernel_initializer='he_normal',
                          name='stem_conv1')(opened.input)
        x, filters = norm(x, 'stem_bn1'), last // 24
        x, p = reduction(x, None, filters // 4, 'stem_1')
        x, p = reduction(x, p, filters // 2, 'stem_2')
        for stage in range(3):
            if stage:
                x, start = reduction(x, p, filters * 2 ** stage, 'reduce_%d' % (stage * cells))
                p = p if skips_reduction else start
            for cell in range(cells):
                x, p = normal(x, p, filters * 2 ** stage, '%d' % (stage * cells + cell + (stage > 0)))
        return opened.closed(rectified(x), head, (None, None))
    make = network(name, size, build, order=ORDER, shown=shown)

    def make_whole(*arguments, **keywords):
        """Without a head, the pictures are still those of the paper."""
        given = {**keywords, **dict(zip(ORDER, arguments))}
        if not given.get('include_top', True) and given.get('input_shape') is None:
            given['input_shape'] = (size, size, 3)
        return make(**given)
    make_whole.__name__ = make_whole.__qualname__ = name
    return make_whole


NASNetMobile = nasnet('NASNetMobile', 'nasnet_mobile', 224, (1056, 4, 32, False))
NASNetLarge = nasnet('NASNetLarge', 'nasnet_large', 331, (4032, 6, 96, True))
