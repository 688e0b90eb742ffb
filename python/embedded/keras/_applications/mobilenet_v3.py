"""MobileNetV3 (Howard et al. 2019)."""
from .. import layers
from .frame import channels, network, norm
from .mobilenet import SLOW, divisible
from .padding import correct_pad

# Expansion, filters, kernel (0: the network's), stride, whether it is gated, and whether its activation is the network's.
SMALL = ((1, 16, 3, 2, 1, 0), (72 / 16, 24, 3, 2, 0, 0), (88 / 24, 24, 3, 1, 0, 0), (4, 40, 0, 2, 1, 1), (6, 40, 0, 1, 1, 1),
         (6, 40, 0, 1, 1, 1), (3, 48, 0, 1, 1, 1), (3, 48, 0, 1, 1, 1), (6, 96, 0, 2, 1, 1), (6, 96, 0, 1, 1, 1), (6, 96, 0, 1, 1, 1))
LARGE = ((1, 16, 3, 1, 0, 0), (4, 24, 3, 2, 0, 0), (3, 24, 3, 1, 0, 0), (3, 40, 0, 2, 1, 0), (3, 40, 0, 1, 1, 0), (3, 40, 0, 1, 1, 0),
         (6, 80, 3, 2, 0, 1), (2.5, 80, 3, 1, 0, 1), (2.3, 80, 3, 1, 0, 1), (2.3, 80, 3, 1, 0, 1), (6, 112, 3, 1, 1, 1),
         (6, 112, 3, 1, 1, 1), (6, 160, 0, 2, 1, 1), (6, 160, 0, 1, 1, 1), (6, 160, 0, 1, 1, 1))


def relu(x):
    return layers.ReLU()(x)


def hard_swish(x):
    return layers.Activation('hard_swish')(x)


def gated(x, width, prefix):
    prefix += 'squeeze_excite_'
    y = layers.GlobalAveragePooling2D(keepdims=True, name=prefix + 'avg_pool')(x)
    y = layers.Conv2D(divisible(width * 0.25), 1, padding='same', name=prefix + 'conv')(y)
    y = layers.ReLU(name=prefix + 'relu')(y)
    y = layers.Conv2D(width, 1, padding='same', name=prefix + 'conv_1')(y)
    y = layers.ReLU(6.0)(y + 3.0) * (1.0 / 6.0)
    return layers.Multiply(name=prefix + 'mul')([x, y])


def block(x, filters, row, activation, at):
    expansion, _, kernel, stride, is_gated, _ = row
    before, width = x, x.shape[channels()]
    prefix = 'expanded_conv_%d_' % at if at else 'expanded_conv_'
    if at:
        x = layers.Conv2D(divisible(width * expansion), 1, padding='same', use_bias=False, name=prefix + 'expand')(x)
        x = activation(norm(x, name=prefix + 'expand_bn', **SLOW))
    if stride == 2:
        x = layers.ZeroPadding2D(padding=correct_pad(x, kernel), name=prefix + 'depthwise_pad')(x)
    x = layers.DepthwiseConv2D(kernel, strides=stride, padding='same' if stride == 1 else 'valid', use_bias=False, name=prefix + 'depthwise')(x)
    x = activation(norm(x, name=prefix + 'depthwise_bn', **SLOW))
    x = gated(x, divisible(width * expansion), prefix) if is_gated else x
    x = layers.Conv2D(filters, 1, padding='same', use_bias=False, name=prefix + 'project')(x)
    x = norm(x, name=prefix + 'project_bn', **SLOW)
    return layers.Add(name=prefix + 'add')([before, x]) if stride == 1 and width == filters else x


def mobilenet(rows, last):
    def build(opened, alpha, minimalistic, dropout_rate, include_preprocessing):
        act, kernel = (relu, 3) if minimalistic else (hard_swish, 5)
        x = layers.Rescaling(scale=1.0 / 127.5, offset=-1.0)(opened.input) if include_preprocessing else opened.input
        x = layers.Conv2D(16, 3, strides=(2, 2), padding='same', use_bias=False, name='conv')(x)
        x = act(norm(x, name='conv_bn', **SLOW))
        for at, (expansion, filters, own, stride, is_gated, is_own) in enumerate(rows):
            row = expansion, filters, own or kernel, stride, is_gated and not minimalistic, is_own
            x = block(x, divisible(filters * alpha), row, act if is_own else relu, at)
        x = layers.Conv2D(divisible(x.shape[channels()] * 6), 1, padding='same', use_bias=False, name='conv_1')(x)
        x = act(norm(x, name='conv_1_bn', **SLOW))

        def head(x, classes, activation):
            x = layers.GlobalAveragePooling2D(keepdims=True)(x)
            x = act(layers.Conv2D(divisible(last * alpha) if alpha > 1 else last, 1, padding='same', use_bias=True, name='conv_2')(x))
            x = layers.Dropout(dropout_rate)(x) if dropout_rate > 0 else x
            x = layers.Flatten()(layers.Conv2D(classes, 1, padding='same', name='logits')(x))
            return layers.Activation(activation, name='predictions')(x)
        return opened.closed(x, head)
    return build


OWN = {'alpha': 1.0, 'minimalistic': False, 'dropout_rate': 0.2, 'include_preprocessing': True}
ORDER = ('input_shape', 'alpha', 'minimalistic', 'include_top', 'weights', 'input_tensor', 'classes', 'pooling', 'dropout_rate')
MobileNetV3Small = network('MobileNetV3Small', None, mobilenet(SMALL, 1024), OWN, ORDER, 'MobileNetV3Small')
MobileNetV3Large = network('MobileNetV3Large', None, mobilenet(LARGE, 1280), OWN, ORDER, 'MobileNetV3Large')
