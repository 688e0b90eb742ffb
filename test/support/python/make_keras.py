"""
Writes with real Keras: test/fixtures/kerasModels.json, the topology of each model of `keras_models.py` and the number
of its parameters; test/fixtures/kerasValues.json, the outputs of small models for drawn weights and inputs;
test/fixtures/kerasNetworks.json, the layers of its own networks in order, as digests.

python test/support/python/make_keras.py
"""
import json
import os

import keras
import numpy as np
from keras import layers, ops
from keras_models import MODELS, plain, topology
from keras_networks import layouts

HERE = os.path.dirname(os.path.abspath(__file__))


def on(shape, make):
    """A model of one layer or function on one input."""
    inputs = keras.Input(shape)
    return keras.Model(inputs, make(inputs))


VALUES = {
    'gru': lambda: on((4, 3), layers.GRU(2, return_sequences=True)),
    'both ways': lambda: on((4, 3), layers.Bidirectional(layers.GRU(2, return_sequences=True))),
    'grouped': lambda: on((4, 4, 6), layers.Conv2D(9, 3, groups=3, strides=2, padding='same', activation='relu')),
    'each channel': lambda: on((4, 4, 3), layers.Conv2D(6, 3, groups=3, padding='same')),
    'grouped sequence': lambda: on((5, 4), layers.Conv1D(6, 2, groups=2, use_bias=False)),
    'padded volume': lambda: on((1, 2, 2, 2), layers.ZeroPadding3D(((1, 0), (0, 2), (1, 1)))),
    'larger volume': lambda: on((1, 2, 2, 2), layers.UpSampling3D((2, 1, 3))),
    'unit': lambda: on((3, 4), layers.UnitNormalization()),
    'attention': lambda: on((3, 4), lambda x: layers.MultiHeadAttention(2, 3, value_dim=2)(x, x)),
    'causal': lambda: on((3, 4), lambda x: layers.MultiHeadAttention(1, 2, use_bias=False)(x, x, use_causal_mask=True)),
    'groups': lambda: on((2, 2, 4), layers.GroupNormalization(groups=2)),
    'root': lambda: on((3, 4), layers.RMSNormalization()),
    'difference': lambda: on((3,), lambda x: layers.Subtract()([layers.Dense(2)(x), layers.Dense(2)(x)])),
    'indexing': lambda: on((3, 4), lambda x: ops.concatenate([x[:, 1:, ::2], x[:, :2, None, 1], ops.stack([x[:, 0, :2], x[..., -1][:, 1:]], axis=1)],
                                                             axis=-1)),
    'reductions': lambda: on((3, 4), lambda x: ops.concatenate(
        [ops.mean(x, axis=1), ops.max(x, axis=[1]), ops.std(x, axis=1), ops.logsumexp(x, axis=1), ops.sum(ops.swapaxes(x, 1, 2), axis=-1)])),
    'products': lambda: on((3, 4), lambda x: ops.matmul(ops.softmax(ops.matmul(x, ops.transpose(x, (0, 2, 1))), axis=1), ops.einsum('bij->bij', x))),
    'curves': lambda: on((5,), lambda x: ops.stack([ops.gelu(x), ops.gelu(x, approximate=False), ops.leaky_relu(x), ops.elu(x), ops.normalize(x),
                                                    ops.clip(x, -0.5, 0.5), ops.square(x) ** 0.5 / 3.0, ops.maximum(x, 0.1)], axis=1)),
    'rolled': lambda: on((3, 4), lambda x: ops.concatenate([ops.roll(x, 1, axis=1), ops.roll(x, (-1, 5), axis=(1, 2)), ops.roll(x, 2, axis=-1)], axis=1)),
    'pictures': lambda: on((2, 3, 2), lambda x: ops.pad(ops.image.resize(x, (4, 6), interpolation='bilinear'), [[0, 0], [1, 0], [0, 1], [0, 0]])),
}


def values(make):
    keras.utils.set_random_seed(1)
    model = make()
    draw = np.random.default_rng(0)
    for layer in model.layers:
        layer.set_weights([draw.normal(0, 0.5, one.shape) for one in layer.get_weights()])
    given = draw.normal(0, 1, (2,) + model.input_shape[1:]).astype('float32')
    told = {'topology': plain(json.loads(model.to_json())), 'input': given.tolist(), 'output': np.asarray(ops.convert_to_numpy(model(given))).tolist()}
    told['weights'] = {layer.name: [one.tolist() for one in layer.get_weights()] for layer in model.layers if layer.get_weights()}
    return json.loads(json.dumps(told), parse_float=lambda text: float('%.7g' % float(text)))


def write(name, told):
    with open(os.path.join(HERE, '..', '..', 'fixtures', name), 'w', encoding='utf-8') as file:
        file.write('{\n%s\n}\n' % ',\n'.join('%s: %s' % (json.dumps(key), json.dumps(one, sort_keys=True)) for key, one in told.items()))


def main():
    write('kerasNetworks.json', layouts())
    write('kerasValues.json', {name: values(make) for name, make in VALUES.items()})
    told = {}
    for make in MODELS:
        config, model = topology(make)
        told[make.__name__] = {'parameters': model.count_params(), 'topology': config}
    write('kerasModels.json', told)


if __name__ == '__main__':
    main()
