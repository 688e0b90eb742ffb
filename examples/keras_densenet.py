"""DenseNet-BC for CIFAR-10 (Huang et al. 2017), written with Keras: every layer sees all maps before it."""

import keras
from keras import layers


def dense_layer(x, growth):
    y = layers.ReLU()(layers.BatchNormalization()(x))
    y = layers.Conv2D(4 * growth, 1, use_bias=False, kernel_initializer="he_normal")(y)
    y = layers.ReLU()(layers.BatchNormalization()(y))
    y = layers.Conv2D(growth, 3, padding="same", use_bias=False, kernel_initializer="he_normal")(y)
    return layers.Concatenate()([x, y])


def transition(x):
    y = layers.ReLU()(layers.BatchNormalization()(x))
    y = layers.Conv2D(x.shape[-1] // 2, 1, use_bias=False, kernel_initializer="he_normal")(y)
    return layers.AveragePooling2D(2)(y)


def densenet(depths=(6, 6, 6), growth=12, num_classes=10):
    inputs = keras.Input((32, 32, 3))
    x = layers.Conv2D(2 * growth, 3, padding="same", use_bias=False, kernel_initializer="he_normal")(inputs)
    for index, depth in enumerate(depths):
        for _ in range(depth):
            x = dense_layer(x, growth)
        if index < len(depths) - 1:
            x = transition(x)
    x = layers.ReLU()(layers.BatchNormalization()(x))
    x = layers.GlobalAveragePooling2D()(x)
    return keras.Model(inputs, layers.Dense(num_classes, activation="softmax")(x), name="densenet")


if __name__ == "__main__":
    densenet().summary()
