"""U-Net (Ronneberger et al. 2015) with padded convolutions, written as a class that extends `keras.Model`."""

import keras
from keras import layers, ops


class DoubleConvolution(layers.Layer):
    def __init__(self, filters, **kwargs):
        super().__init__(**kwargs)
        self.first = layers.Conv2D(filters, 3, padding="same", use_bias=False, kernel_initializer="he_normal")
        self.first_norm = layers.BatchNormalization()
        self.second = layers.Conv2D(filters, 3, padding="same", use_bias=False, kernel_initializer="he_normal")
        self.second_norm = layers.BatchNormalization()

    def call(self, x):
        x = ops.relu(self.first_norm(self.first(x)))
        return ops.relu(self.second_norm(self.second(x)))


class UNet(keras.Model):
    """Segments a picture: what the encoder sees at each resolution is joined to the decoder."""

    def __init__(self, filters=16, levels=4, num_classes=2, **kwargs):
        super().__init__(**kwargs)
        self.down = [DoubleConvolution(filters * 2**level) for level in range(levels)]
        self.pool = layers.MaxPooling2D(2)
        self.bottom = DoubleConvolution(filters * 2**levels)
        self.grow = [layers.Conv2DTranspose(filters * 2**level, 2, strides=2) for level in range(levels)]
        self.up = [DoubleConvolution(filters * 2**level) for level in range(levels)]
        self.head = layers.Conv2D(num_classes, 1, activation="softmax")

    def call(self, x):
        seen = []
        for block in self.down:
            x = block(x)
            seen.append(x)
            x = self.pool(x)
        x = self.bottom(x)
        for level in reversed(range(len(self.down))):
            x = self.up[level](ops.concatenate([seen[level], self.grow[level](x)], axis=-1))
        return self.head(x)


if __name__ == "__main__":
    model = UNet()
    model.build((None, 64, 64, 3))
    model.summary()
