"""EfficientNet (Tan & Le 2019)."""
import math

from .. import layers
from .frame import network, norm
from .padding import correct_pad

# Kernel, repeats, filters, expansion, stride.
BLOCKS = ((3, 1, 16, 1, 1), (3, 2, 24, 6, 2), (5, 2, 40, 6, 2), (3, 3, 80, 6, 2), (5, 3, 112, 6, 1), (5, 4, 192, 6, 2), (3, 1, 320, 6, 1))
DRAWN = {'class_name': 'VarianceScaling', 'config': {'scale': 2.0, 'mode': 'fan_out', 'distribution': 'truncated_normal'}}
HEAD = {'class_name': 'VarianceScaling', 'config': {'scale': 1.0 / 3.0, 'mode': 'fan_out', 'distribution': 'uniform'}}
DEVIATIONS = (0.229, 0.224, 0.225)


def active(x, name):
    return layers.Activation('swish', name=name)(x)


def pointwise(x, filters, name, **more):
    return layers.Conv2D(filters, 1, padding='same', kernel_initializer=DRAWN, name=name, **more)(x)


def gated(x, filters, width, name):
    y = layers.GlobalAveragePooling2D(name=name + 'se_squeeze')(x)
    y = layers.Reshape((1, 1, filters), name=name + 'se_reshape')(y)
    y = pointwise(y, max(1, int(width * 0.25)), name + 'se_reduce', activation='swish')
    y = pointwise(y, filters, name + 'se_expand', activation='sigmoid')
    return layers.Multiply(name=name + 'se_excite')([x, y])


def block(x, widths, row, drop, name):
    (before, filters), (kernel, expansion, stride), start = widths, row, x
    wide = before * expansion
    if expansion != 1:
        x = norm(pointwise(x, wide, name + 'expand_conv', use_bias=False), name=name + 'expand_bn')
        x = active(x, name + 'expand_activation')
    if stride == 2:
        x = layers.ZeroPadding2D(padding=correct_pad(x, kernel), name=name + 'dwconv_pad')(x)
    x = layers.DepthwiseConv2D(kernel, strides=stride, padding='valid' if stride == 2 else 'same', use_bias=False,
                               depthwise_initializer=DRAWN, name=name + 'dwconv')(x)
    x = gated(active(norm(x, name=name + 'bn'), name + 'activation'), wide, before, name)
    x = norm(pointwise(x, filters, name + 'project_conv', use_bias=False), name=name + 'project_bn')
    if stride != 1 or before != filters:
        return x
    x = layers.Dropout(drop, noise_shape=(None, 1, 1, 1), name=name + 'drop')(x) if drop > 0 else x
    return layers.Add(name=name + 'add')([x, start])


def stem(opened, filters):
    x = norm_of_pictures(layers.Rescaling(1.0 / 255.0)(opened.input), opened.options['weights'])
    x = layers.ZeroPadding2D(padding=correct_pad(x, 3), name='stem_conv_pad')(x)
    x = layers.Conv2D(filters, 3, strides=2, padding='valid', use_bias=False, kernel_initializer=DRAWN, name='stem_conv')(x)
    return active(norm(x, name='stem_bn'), 'stem_activation')


def norm_of_pictures(x, weights):
    x = layers.Normalization(axis=-1)(x)
    return layers.Rescaling([1.0 / math.sqrt(one) for one in DEVIATIONS])(x) if weights == 'imagenet' else x


def efficientnet(letter, width, depth, size, dropout):
    def rounded(filters):
        near = max(8, int(filters * width + 4) // 8 * 8)
        return near + 8 if near < 0.9 * filters * width else near

    def repeated(count):
        return int(math.ceil(depth * count))

    def head(x, classes, activation):
        x = layers.GlobalAveragePooling2D(name='avg_pool')(x)
        x = layers.Dropout(dropout, name='top_dropout')(x)
        return layers.Dense(classes, activation=activation, kernel_initializer=HEAD, name='predictions')(x)

    def build(opened):
        x, at, total, before = stem(opened, rounded(32)), 0, sum(repeated(row[1]) for row in BLOCKS), rounded(32)
        for stage, (kernel, count, filters, expansion, stride) in enumerate(BLOCKS, 1):
            for step in range(repeated(count)):
                row = kernel, expansion, stride if step == 0 else 1
                x = block(x, (before, rounded(filters)), row, 0.2 * at / total, 'block%d%s_' % (stage, chr(97 + step)))
                at, before = at + 1, rounded(filters)
        x = norm(pointwise(x, rounded(1280), 'top_conv', use_bias=False), name='top_bn')
        return opened.closed(active(x, 'top_activation'), head)
    return network('EfficientNet' + letter, size, build)


EfficientNetB0 = efficientnet('B0', 1.0, 1.0, 224, 0.2)
EfficientNetB1 = efficientnet('B1', 1.0, 1.1, 240, 0.2)
EfficientNetB2 = efficientnet('B2', 1.1, 1.2, 260, 0.3)
EfficientNetB3 = efficientnet('B3', 1.2, 1.4, 300, 0.3)
EfficientNetB4 = efficientnet('B4', 1.4, 1.8, 380, 0.4)
EfficientNetB5 = efficientnet('B5', 1.6, 2.2, 456, 0.4)
EfficientNetB6 = efficientnet('B6', 1.8, 2.6, 528, 0.5)
EfficientNetB7 = efficientnet('B7', 2.0, 3.1, 600, 0.5)
