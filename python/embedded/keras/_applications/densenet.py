"""DenseNet (Huang et al. 2017): growth of 32, and half of the channels behind each block."""
from .. import layers
from .frame import channels, network, norm, pooled_head, relu

EPSILON = 1.001e-5


def active(x, name):
    return relu(norm(x, name=name + '_bn', epsilon=EPSILON), name + '_relu')


def layer(x, name):
    y = layers.Conv2D(128, 1, use_bias=False, name=name + '_1_conv')(active(x, name + '_0'))
    y = layers.Conv2D(32, 3, padding='same', use_bias=False, name=name + '_2_conv')(active(y, name + '_1'))
    return layers.Concatenate(axis=channels(), name=name + '_concat')([x, y])


def transition(x, name):
    y = active(x, name)
    y = layers.Conv2D(x.shape[channels()] // 2, 1, use_bias=False, name=name + '_conv')(y)
    return layers.AveragePooling2D(2, strides=2, name=name + '_pool')(y)


def densenet(name, counts):
    def build(opened):
        x = layers.ZeroPadding2D(padding=((3, 3), (3, 3)))(opened.input)
        x = layers.Conv2D(64, 7, strides=2, use_bias=False, name='conv1_conv')(x)
        x = layers.ZeroPadding2D(padding=((1, 1), (1, 1)))(active(x, 'conv1'))
        x = layers.MaxPooling2D(3, strides=2, name='pool1')(x)
        for block, count in enumerate(counts, 2):
            for at in range(1, count + 1):
                x = layer(x, 'conv%d_block%d' % (block, at))
            x = transition(x, 'pool%d' % block) if block < 5 else x
        x = relu(norm(x, name='bn', epsilon=EPSILON), 'relu')
        return opened.closed(x, pooled_head)
    return network(name, 224, build)


DenseNet121 = densenet('DenseNet121', (6, 12, 24, 16))
DenseNet169 = densenet('DenseNet169', (6, 12, 32, 32))
DenseNet201 = densenet('DenseNet201', (6, 12, 48, 32))
