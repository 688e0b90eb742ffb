"""
Models for the comparison of the stand-in with Keras: each function gives one. `make_keras.py` runs them with real
Keras, `test/python/test_keras.py` with the stand-in.
"""
import keras
from keras import layers, ops


def resnet():
    inputs = x = keras.Input((16, 16, 3))
    for filters in (8, 16):
        y = layers.Conv2D(filters, 3, strides=2, padding='same', use_bias=False, kernel_regularizer=keras.regularizers.l2(1e-4))(x)
        y = layers.ReLU()(layers.BatchNormalization(momentum=0.9)(y))
        y = layers.Conv2D(filters, (3, 3), padding='SAME', kernel_initializer=keras.initializers.HeNormal())(y)
        x = ops.relu(y + layers.Conv2D(filters, 1, strides=(2, 2))(x))
    return keras.Model(inputs, layers.Dense(10, 'softmax', name='classes')(layers.GlobalAveragePooling2D()(x)), name='resnet')


def vgg():
    return keras.Sequential([
        keras.Input((32, 32, 3)), layers.Conv2D(8, 3, activation='relu'), layers.MaxPooling2D(), layers.Conv2D(16, 3, activation=keras.activations.gelu),
        layers.MaxPooling2D((2, 2), strides=1, padding='same'), layers.Flatten(), layers.Dropout(0.5), layers.Dense(4)])


def densenet():
    inputs = x = keras.Input((8, 8, 4))
    for _ in range(3):
        x = layers.concatenate([x, layers.Conv2D(4, 3, padding='same')(layers.LeakyReLU(negative_slope=0.1)(x))])
    return keras.Model(inputs, layers.AveragePooling2D(2)(x))


def unet():
    inputs = x = keras.Input((None, None, 1))
    seen = []
    for filters in (4, 8):
        x = layers.SeparableConv2D(filters, 3, padding='same', activation='elu')(x)
        seen.append(x)
        x = layers.MaxPool2D()(x)
    for filters in (8, 4):
        x = layers.Conv2DTranspose(filters, 2, strides=2, padding='same')(x) if filters == 8 else layers.UpSampling2D(interpolation='bilinear')(x)
        x = layers.Conv2D(filters, 3, padding='same')(layers.Concatenate()([x, seen.pop()]))
    return keras.Model(inputs=inputs, outputs=layers.Conv2D(1, 1, activation='sigmoid')(x))


def text():
    return keras.Sequential([
        layers.Input((20,), dtype='int32'), layers.Embedding(100, 8), layers.SpatialDropout1D(0.1), layers.Bidirectional(layers.LSTM(6, return_sequences=True)),
        layers.GRU(5, reset_after=False), layers.Dense(1, activation='sigmoid')])


def two_inputs():
    a, b = keras.Input((8,), name='left'), keras.Input((6,), name='right')
    shared = layers.Dense(4, activation='tanh')
    x = layers.Multiply()([shared(layers.Dense(5)(a)), shared(layers.Dense(5)(b))])
    y = layers.Dot(axes=1, normalize=True)([layers.Dense(3)(x), layers.Dense(3)(x)])
    return keras.Model([a, b], [x, y])


def nested():
    encoder = keras.Sequential([keras.Input((12,)), layers.Dense(8, activation='relu'), layers.Dense(4)], name='encoder')
    latent = keras.Input((4,))
    decoder = keras.Model(latent, layers.Dense(12)(layers.Dense(8, activation='swish')(latent)), name='decoder')
    inputs = keras.Input((12,))
    return keras.Model(inputs, layers.Add()([decoder(encoder(inputs)), inputs]), name='autoencoder')


def siamese():
    inputs = keras.Input((10, 10, 1))
    trunk = keras.Model(inputs, layers.Flatten()(layers.Conv2D(3, 3)(inputs)))
    a, b = keras.Input((10, 10, 1)), keras.Input((10, 10, 1))
    return keras.Model([a, b], layers.Dense(1)(ops.abs(trunk(a) - trunk(b))))


class Small(keras.Model):
    def __init__(self, width=6):
        super().__init__()
        self.first = layers.Conv1D(width, 3, padding='causal', dilation_rate=2)
        self.norm = layers.LayerNormalization()
        self.pool = layers.GlobalMaxPooling1D()
        self.head = keras.Sequential([layers.Dense(8, activation='relu'), layers.Dense(2)])

    def call(self, x, training=False):
        x = x + self.norm(self.first(x))
        return self.head(self.pool(ops.gelu(x)))


def subclassed():
    inputs = keras.Input((12, 6))
    return keras.Model(inputs, Small().call(inputs))


class Residual(keras.Model):
    def __init__(self):
        super().__init__()
        self.bodies = [layers.DepthwiseConv2D(3, padding='same', depth_multiplier=1), layers.DepthwiseConv2D((3, 3), padding='same')]
        self.norms = [layers.BatchNormalization(epsilon=1e-5) for _ in self.bodies]

    def call(self, x):
        for body, norm in zip(self.bodies, self.norms):
            x = layers.add([x, norm(body(x), training=True)])
        return ops.mean(x, axis=(1, 2))


def subclassed_loop():
    inputs = keras.Input((6, 6, 4))
    return keras.Model(inputs, Residual().call(inputs))


def transformer():
    inputs = keras.Input((16,), dtype='int32')
    x = layers.Embedding(50, 8)(inputs)
    x = layers.LayerNormalization(epsilon=1e-6)(layers.Add()([x, layers.MultiHeadAttention(2, 4, dropout=0.1)(x, x)]))
    y = layers.Dense(8)(layers.Dense(16, activation='gelu')(x))
    return keras.Model(inputs, layers.Dense(3)(layers.GlobalAveragePooling1D()(layers.Add()([x, y]))))


def squeeze_excite():
    inputs = keras.Input((8, 8, 16))
    x = layers.GlobalAveragePooling2D(keepdims=True)(inputs)
    x = layers.Conv2D(16, 1, activation='hard_sigmoid')(layers.Conv2D(4, 1, activation='relu')(x))
    y = layers.Reshape((-1, 16))(layers.Multiply()([inputs, x]))
    return keras.Model(inputs, layers.Permute((2, 1))(y))


def volumes():
    inputs = keras.Input((8, 8, 8, 2))
    x = layers.MaxPooling3D()(layers.Conv3D(4, 3, padding='same')(layers.ZeroPadding3D(1)(inputs)))
    return keras.Model(inputs, layers.UpSampling3D()(layers.Conv3DTranspose(3, 2, strides=2)(x)))


def sequences():
    inputs = keras.Input((7, 9, 5))
    x = layers.TimeDistributed(layers.Dense(4))(inputs)
    x = layers.TimeDistributed(layers.LSTM(3))(x)
    outputs, state = layers.GRU(6, return_sequences=True, return_state=True)(x)
    return keras.Model(inputs, [outputs, layers.RepeatVector(2)(state)])


def operations():
    inputs = keras.Input((4, 6, 8))
    x = ops.concatenate([inputs, inputs * 0.5, 1 - inputs], axis=-1)
    x = ops.reshape(ops.transpose(x, (0, 2, 1, 3)), (-1, 6, 96))
    x = ops.softmax(ops.matmul(x, ops.transpose(x, (0, 2, 1))) / 8.0, axis=-1)
    x = ops.expand_dims(x[:, 0, 1:], axis=1)
    return keras.Model(inputs, ops.squeeze(ops.sum(ops.square(x), axis=-1, keepdims=True), axis=1))


def grouped():
    inputs = keras.Input((8, 8, 8))
    x = layers.GroupNormalization(groups=4)(layers.Conv2D(8, 3, groups=4, padding='same')(inputs))
    x = layers.PReLU(shared_axes=[1, 2])(layers.Cropping2D(((1, 0), (2, 1)))(layers.ZeroPadding2D((1, 2))(x)))
    return keras.Model(inputs, layers.Rescaling(2.0, offset=-1.0)(layers.Softmax()(layers.UnitNormalization()(x))))


def inner_output():
    whole = vgg()
    return keras.Model(whole.inputs, whole.layers[2].output)


def convolutional_lstm():
    inputs = keras.Input((5, 8, 8, 2))
    return keras.Model(inputs, layers.ConvLSTM2D(4, 3, padding='same', return_sequences=False)(inputs))


MODELS = [resnet, vgg, densenet, unet, text, two_inputs, nested, siamese, subclassed, subclassed_loop, transformer, squeeze_excite, volumes,
          sequences, operations, grouped, inner_output, convolutional_lstm]


def topology(make):
    """The model's JSON with what nothing reads taken out."""
    import json
    keras.backend.clear_session()
    model = make()
    return plain(json.loads(model.to_json())), model


UNREAD = frozenset(('registered_name', 'build_config', 'compile_config', 'dtype', 'seed', 'optional', 'ragged', 'sparse', 'input_axes', 'output_axes',
                    'quantization_config', 'mask', 'training', 'zero_output_for_mask', 'unroll', 'renorm', 'renorm_clipping', 'renorm_momentum',
                    'synchronized', 'flash_attention', 'sliding_window', 'use_gate', 'lora_rank', 'lora_alpha'))


def plain(value):
    """Layers by their names, and no options without an effect on the graph."""
    if isinstance(value, list):
        return [plain(one) for one in value]
    if not isinstance(value, dict):
        return value
    kept = {key: plain(one) for key, one in value.items() if key not in UNREAD and one is not None}
    if isinstance(kept.get('layers'), list):
        kept['layers'] = sorted(kept['layers'], key=lambda layer: layer['config']['name']) if 'input_layers' in kept else kept['layers']
    for key in ('input_layers', 'output_layers'):
        if key in kept and kept[key] and isinstance(kept[key][0], str):
            kept[key] = [kept[key]]
    if kept.get('trainable') is True:
        del kept['trainable']
    if 'module' in kept:
        kept['module'] = 'ops' if '.ops.' in kept['module'] else 'layers'
    return kept
