"""VGG (Simonyan & Zisserman 2014)."""
from .. import layers
from .frame import network


def head(x, classes, activation):
    x = layers.Flatten(name='flatten')(x)
    for name in ('fc1', 'fc2'):
        x = layers.Dense(4096, activation='relu', name=name)(x)
    return layers.Dense(classes, activation=activation, name='predictions')(x)


def vgg(name, counts):
    def build(opened):
        x = opened.input
        for block, count in enumerate(counts, 1):
            for at in range(1, count + 1):
                filters = min(64 * 2 ** (block - 1), 512)
                x = layers.Conv2D(filters, (3, 3), activation='relu', padding='same', name='block%d_conv%d' % (block, at))(x)
            x = layers.MaxPooling2D((2, 2), strides=(2, 2), name='block%d_pool' % block)(x)
        return opened.closed(x, head, (None, None))
    return network(name, 224, build)


VGG16 = vgg('VGG16', (2, 2, 3, 3, 3))
VGG19 = vgg('VGG19', (2, 2, 4, 4, 4))
