"""ResNet (He et al. 2015) with the stride in the first 1×1 convolution, and ResNet v2 (He et al. 2016)."""
from .. import layers
from .frame import network, norm, pooled_head, relu

EPSILON = 1.001e-5


def normed(x, name):
    return norm(x, name=name + '_bn', epsilon=EPSILON)


def active(x, name):
    return relu(normed(x, name), name + '_relu')


def block_v1(x, filters, stride, projects, name):
    shortcut = normed(layers.Conv2D(4 * filters, 1, strides=stride, name=name + '_0_conv')(x), name + '_0') if projects else x
    x = active(layers.Conv2D(filters, 1, strides=stride, name=name + '_1_conv')(x), name + '_1')
    x = active(layers.Conv2D(filters, 3, padding='same', name=name + '_2_conv')(x), name + '_2')
    x = normed(layers.Conv2D(4 * filters, 1, name=name + '_3_conv')(x), name + '_3')
    return relu(layers.Add(name=name + '_add')([shortcut, x]), name + '_out')


def block_v2(x, filters, stride, projects, name):
    before = relu(norm(x, name=name + '_preact_bn', epsilon=EPSILON), name + '_preact_relu')
    if projects:
        shortcut = layers.Conv2D(4 * filters, 1, strides=stride, name=name + '_0_conv')(before)
    else:
        shortcut = layers.MaxPooling2D(1, strides=stride)(x) if stride > 1 else x
    x = active(layers.Conv2D(filters, 1, strides=1, use_bias=False, name=name + '_1_conv')(before), name + '_1')
    x = layers.ZeroPadding2D(padding=((1, 1), (1, 1)), name=name + '_2_pad')(x)
    x = active(layers.Conv2D(filters, 3, strides=stride, use_bias=False, name=name + '_2_conv')(x), name + '_2')
    x = layers.Conv2D(4 * filters, 1, name=name + '_3_conv')(x)
    return layers.Add(name=name + '_out')([shortcut, x])


def stack_v1(x, filters, count, stride, name):
    for at in range(1, count + 1):
        x = block_v1(x, filters, stride if at == 1 else 1, at == 1, '%s_block%d' % (name, at))
    return x


def stack_v2(x, filters, count, stride, name):
    for at in range(1, count + 1):
        x = block_v2(x, filters, stride if at == count else 1, at == 1, '%s_block%d' % (name, at))
    return x


def resnet(name, counts, is_second=False):
    strides, stack = ((2, 2, 2, 1), stack_v2) if is_second else ((1, 2, 2, 2), stack_v1)

    def build(opened):
        x = layers.ZeroPadding2D(padding=((3, 3), (3, 3)), name='conv1_pad')(opened.input)
        x = layers.Conv2D(64, 7, strides=2, use_bias=True, name='conv1_conv')(x)
        x = x if is_second else active(x, 'conv1')
        x = layers.ZeroPadding2D(padding=((1, 1), (1, 1)), name='pool1_pad')(x)
        x = layers.MaxPooling2D(3, strides=2, name='pool1_pool')(x)
        for at, (count, stride) in enumerate(zip(counts, strides)):
            x = stack(x, 64 * 2 ** at, count, stride, 'conv%d' % (at + 2))
        return opened.closed(active(x, 'post') if is_second else x, pooled_head)
    return network(name, 224, build)


ResNet50, ResNet50V2 = resnet('ResNet50', (3, 4, 6, 3)), resnet('ResNet50V2', (3, 4, 6, 3), True)
ResNet101, ResNet101V2 = resnet('ResNet101', (3, 4, 23, 3)), resnet('ResNet101V2', (3, 4, 23, 3), True)
ResNet152, ResNet152V2 = resnet('ResNet152', (3, 8, 36, 3)), resnet('ResNet152V2', (3, 8, 36, 3), True)
