"""ConvNeXt (Liu et al. 2022)."""
from .. import layers
from .._core.builtin import define
from .._core.model import Sequential
from .._core.operation import Spec
from .frame import network


def _same(layer, inputs, more, keywords):
    return Spec(inputs.known_shape, inputs.dtype)


LayerScale = define('LayerScale', 'init_values, projection_dim', _same)
PIXEL = {'mean': [0.485 * 255, 0.456 * 255, 0.406 * 255], 'variance': [(0.229 * 255) ** 2, (0.224 * 255) ** 2, (0.225 * 255) ** 2]}


def normed(x, name=None):
    return layers.LayerNormalization(epsilon=1e-6, name=name)(x)


def block(x, width, name):
    y = layers.Conv2D(width, 7, padding='same', groups=width, name=name + '_depthwise_conv')(x)
    y = layers.Dense(4 * width, name=name + '_pointwise_conv_1')(normed(y, name + '_layernorm'))
    y = layers.Dense(width, name=name + '_pointwise_conv_2')(layers.Activation('gelu', name=name + '_gelu')(y))
    y = LayerScale(1e-6, width, name=name + '_layer_scale')(y)
    return x + layers.Activation('linear', name=name + '_identity')(y)


def between(name, at, width):
    """The change of width and size before a stage, a model of its own."""
    if at == 0:
        made = [layers.Conv2D(width, 4, strides=4, name=name + '_stem_conv'), layers.LayerNormalization(epsilon=1e-6, name=name + '_stem_layernorm')]
        return Sequential(made, name=name + '_stem')
    last = at - 1
    made = [layers.LayerNormalization(epsilon=1e-6, name='%s_downsampling_layernorm_%d' % (name, last)),
            layers.Conv2D(width, 2, strides=2, name='%s_downsampling_conv_%d' % (name, last))]
    return Sequential(made, name='%s_downsampling_block_%d' % (name, last))


def convnext(size, depths, widths):
    def build(opened, include_preprocessing):
        name, x = opened.options['name'], opened.input
        if include_preprocessing and x.known_shape[-1] == 3:
            x = layers.Normalization(name=name + '_prestem_normalization', **PIXEL)(x)
        for at, (count, width) in enumerate(zip(depths, widths)):
            x = between(name, at, width)(x)
            for step in range(count):
                x = block(x, width, '%s_stage_%d_block_%d' % (name, at, step))

        def head(x, classes, activation):
            x = normed(layers.GlobalAveragePooling2D(name=name + '_head_gap')(x), name + '_head_layernorm')
            return layers.Dense(classes, activation=activation, name=name + '_head_dense')(x)
        return opened.closed(x, head, (None, None), normed)
    return network('ConvNeXt' + size, 224, build, {'include_preprocessing': True}, ('include_top', 'include_preprocessing'),
                   'convnext_' + size.lower())


ConvNeXtTiny = convnext('Tiny', (3, 3, 9, 3), (96, 192, 384, 768))
ConvNeXtSmall = convnext('Small', (3, 3, 27, 3), (96, 192, 384, 768))
ConvNeXtBase = convnext('Base', (3, 3, 27, 3), (128, 256, 512, 1024))
ConvNeXtLarge = convnext('Large', (3, 3, 27, 3), (192, 384, 768, 1536))
ConvNeXtXLarge = convnext('XLarge', (3, 3, 27, 3), (256, 512, 1024, 2048))
