"""MobileNet (Howard et al. 2017) and MobileNetV2 (Sandler et al. 2018)."""
from .. import layers
from .frame import channels, network, norm
from .padding import correct_pad

OWN_ORDER = ('input_shape', 'alpha')
WIDTHS = ((64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), *[(512, 1)] * 5, (1024, 2), (1024, 1))


def six(x, name):
    return layers.ReLU(6.0, name=name)(x)


def separable(x, filters, stride, multiplier, at):
    if stride > 1:
        x = layers.ZeroPadding2D(((0, 1), (0, 1)), name='conv_pad_%d' % at)(x)
    x = layers.DepthwiseConv2D((3, 3), padding='same' if stride == 1 else 'valid', depth_multiplier=multiplier, strides=(stride, stride),
                               use_bias=False, name='conv_dw_%d' % at)(x)
    x = six(norm(x, name='conv_dw_%d_bn' % at), 'conv_dw_%d_relu' % at)
    x = layers.Conv2D(filters, (1, 1), padding='same', use_bias=False, strides=(1, 1), name='conv_pw_%d' % at)(x)
    return six(norm(x, name='conv_pw_%d_bn' % at), 'conv_pw_%d_relu' % at)


def mobilenet(opened, alpha, depth_multiplier, dropout):
    x = layers.Conv2D(int(32 * alpha), (3, 3), padding='same', use_bias=False, strides=(2, 2), name='conv1')(opened.input)
    x = six(norm(x, name='conv1_bn'), 'conv1_relu')
    for at, (filters, stride) in enumerate(WIDTHS, 1):
        x = separable(x, int(filters * alpha), stride, depth_multiplier, at)

    def head(x, classes, activation):
        x = layers.GlobalAveragePooling2D(keepdims=True)(x)
        x = layers.Dropout(dropout, name='dropout')(x)
        x = layers.Conv2D(classes, (1, 1), padding='same', name='conv_preds')(x)
        x = layers.Reshape((classes,), name='reshape_2')(x)
        return layers.Activation(activation, name='predictions')(x)
    return opened.closed(x, head, (None, None))


def divisible(value, divisor=8):
    near = max(divisor, int(value + divisor / 2) // divisor * divisor)
    return near + divisor if near < 0.9 * value else near


SLOW = {'epsilon': 1e-3, 'momentum': 0.999}
INVERTED = ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1))


def inverted(x, expansion, filters, stride, at):
    before, width = x, x.shape[channels()]
    prefix = 'block_%d_' % at if at else 'expanded_conv_'
    if at:
        x = layers.Conv2D(expansion * width, 1, padding='same', use_bias=False, name=prefix + 'expand')(x)
        x = six(norm(x, name=prefix + 'expand_BN', **SLOW), prefix + 'expand_relu')
    if stride == 2:
        x = layers.ZeroPadding2D(padding=correct_pad(x, 3), name=prefix + 'pad')(x)
    x = layers.DepthwiseConv2D(3, strides=stride, use_bias=False, padding='same' if stride == 1 else 'valid', name=prefix + 'depthwise')(x)
    x = six(norm(x, name=prefix + 'depthwise_BN', **SLOW), prefix + 'depthwise_relu')
    x = layers.Conv2D(filters, 1, padding='same', use_bias=False, name=prefix + 'project')(x)
    x = norm(x, name=prefix + 'project_BN', **SLOW)
    return layers.Add(name=prefix + 'add')([before, x]) if stride == 1 and width == filters else x


def head_v2(x, classes, activation):
    return layers.Dense(classes, activation=activation, name='predictions')(layers.GlobalAveragePooling2D()(x))


def mobilenet_v2(opened, alpha):
    x = layers.Conv2D(divisible(32 * alpha), 3, strides=(2, 2), padding='same', use_bias=False, name='Conv1')(opened.input)
    x, at = six(norm(x, name='bn_Conv1', **SLOW), 'Conv1_relu'), 0
    for expansion, filters, count, stride in INVERTED:
        for step in range(count):
            x = inverted(x, expansion, divisible(int(filters * alpha)), stride if step == 0 else 1, at)
            at += 1
    x = layers.Conv2D(divisible(1280 * alpha) if alpha > 1 else 1280, 1, use_bias=False, name='Conv_1')(x)
    x = six(norm(x, name='Conv_1_bn', **SLOW), 'out_relu')
    return opened.closed(x, head_v2, (None, None))


MobileNet = network('MobileNet', 224, mobilenet, {'alpha': 1.0, 'depth_multiplier': 1, 'dropout': 0.001},
                    (*OWN_ORDER, 'depth_multiplier', 'dropout', 'include_top', 'weights', 'input_tensor', 'pooling', 'classes'))
MobileNetV2 = network('MobileNetV2', 224, mobilenet_v2, {'alpha': 1.0},
                      (*OWN_ORDER, 'include_top', 'weights', 'input_tensor', 'pooling', 'classes'))
