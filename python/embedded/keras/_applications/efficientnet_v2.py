"""EfficientNetV2 (Tan & Le 2021)."""
import math

from .. import layers
from .efficientnet import DRAWN, HEAD, active, gated, pointwise
from .frame import channels, network
from .frame import norm as plain_norm

MEANS, DEVIATIONS = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
# Repeats, filters before, filters, expansion, stride; those of the first rows are fused.
FUSED = 3
BLOCKS = {
    'B': ((1, 32, 16, 1, 1), (2, 16, 32, 4, 2), (2, 32, 48, 4, 2), (3, 48, 96, 4, 2), (5, 96, 112, 6, 1), (8, 112, 192, 6, 2)),
    'S': ((2, 24, 24, 1, 1), (4, 24, 48, 4, 2), (4, 48, 64, 4, 2), (6, 64, 128, 4, 2), (9, 128, 160, 6, 1), (15, 160, 256, 6, 2)),
    'M': ((3, 24, 24, 1, 1), (5, 24, 48, 4, 2), (5, 48, 80, 4, 2), (7, 80, 160, 4, 2), (14, 160, 176, 6, 1), (18, 176, 304, 6, 2),
          (5, 304, 512, 6, 1)),
    'L': ((4, 32, 32, 1, 1), (7, 32, 64, 4, 2), (7, 64, 96, 4, 2), (10, 96, 192, 4, 2), (19, 192, 224, 6, 1), (25, 224, 384, 6, 2),
          (7, 384, 640, 6, 1)),
}


def norm(x, name):
    return plain_norm(x, name=name, momentum=0.9)


def conv(x, filters, size, stride, name):
    return layers.Conv2D(filters, size, strides=stride, padding='same', use_bias=False, kernel_initializer=DRAWN, name=name)(x)


def fused(x, widths, expansion, stride, name):
    (before, filters) = widths
    if expansion == 1:
        x = norm(conv(x, filters, 3, stride, name + 'project_conv'), name=name + 'project_bn')
        return active(x, name + 'project_activation')
    x = norm(conv(x, before * expansion, 3, stride, name + 'expand_conv'), name=name + 'expand_bn')
    x = conv(active(x, name + 'expand_activation'), filters, 1, 1, name + 'project_conv')
    return norm(x, name=name + 'project_bn')


def inverted(x, widths, expansion, stride, name):
    (before, filters), wide = widths, widths[0] * expansion
    if expansion != 1:
        x = active(norm(conv(x, wide, 1, 1, name + 'expand_conv'), name=name + 'expand_bn'), name + 'expand_activation')
    x = layers.DepthwiseConv2D(3, strides=stride, padding='same', use_bias=False, depthwise_initializer=DRAWN, name=name + 'dwconv2')(x)
    x = gated(active(norm(x, name=name + 'bn'), name + 'activation'), wide, before, name)
    return norm(pointwise(x, filters, name + 'project_conv', use_bias=False), name=name + 'project_bn')


def joined(x, start, drop, name):
    x = layers.Dropout(drop, noise_shape=(None, 1, 1, 1), name=name + 'drop')(x) if drop else x
    return layers.Add(name=name + 'add')([x, start])


def scaled(x, letter):
    """The pictures as the network takes them."""
    if letter == 'B' and x.shape[channels()] == 3:
        x = layers.Rescaling(scale=1.0 / 255)(x)
        return layers.Normalization(mean=list(MEANS), variance=[one ** 2 for one in DEVIATIONS], axis=channels())(x)
    return layers.Rescaling(scale=1.0 / 128.0, offset=-1)(x)


def top(x, classes, activation):
    x = layers.GlobalAveragePooling2D(name='avg_pool')(x)
    x = layers.Dropout(0.2, name='top_dropout')(x)
    return layers.Dense(classes, activation=activation, kernel_initializer=HEAD, bias_initializer='zeros', name='predictions')(x)


def efficientnet_v2(letter, size, width=1.0, depth=1.0):
    rows = BLOCKS[letter[0]]

    def rounded(filters):
        return max(8, int(filters * width + 4) // 8 * 8)

    def build(opened, include_preprocessing):
        x = scaled(opened.input, letter[0]) if include_preprocessing else opened.input
        x = active(norm(conv(x, rounded(rows[0][1]), 3, 2, 'stem_conv'), name='stem_bn'), 'stem_activation')
        at, total = 0, sum(row[0] for row in rows)
        for stage, (count, before, filters, expansion, stride) in enumerate(rows, 1):
            make = fused if stage <= FUSED else inverted
            for step in range(int(math.ceil(depth * count))):
                widths = rounded(before if step == 0 else filters), rounded(filters)
                stride, name, start = stride if step == 0 else 1, 'block%d%s_' % (stage, chr(97 + step)), x
                x = make(x, widths, expansion, stride, name)
                if stride == 1 and widths[0] == widths[1]:
                    x = joined(x, start, 0.2 * at / total, name)
                at += 1
        x = norm(conv(x, rounded(1280), 1, 1, 'top_conv'), name='top_bn')
        return opened.closed(active(x, 'top_activation'), top)
    return network('EfficientNetV2' + letter, size, build, own={'include_preprocessing': True}, shown='efficientnetv2-' + letter.lower())


EfficientNetV2B0 = efficientnet_v2('B0', 224)
EfficientNetV2B1 = efficientnet_v2('B1', 240, 1.0, 1.1)
EfficientNetV2B2 = efficientnet_v2('B2', 260, 1.1, 1.2)
EfficientNetV2B3 = efficientnet_v2('B3', 300, 1.2, 1.4)
EfficientNetV2S = efficientnet_v2('S', 384)
EfficientNetV2M = efficientnet_v2('M', 480)
EfficientNetV2L = efficientnet_v2('L', 480)
