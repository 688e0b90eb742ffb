import textwrap
import unittest

from .support import request, workspace

HEAD = 'import tensorflow as tf\nfrom tensorflow import keras\nfrom tensorflow.keras import layers\nfrom keras import ops\n'


def answer(text, site, **more):
    """The driver's answer for a site of `a.py`, four import lines before the text."""
    from skipscope.driver.record import record
    files = {'a.py': HEAD + textwrap.dedent(text)}
    with workspace(files) as root:
        return record(request(root, files, site, **more))


def layers_of(told):
    """(class, output shape that a reader of it states) of each layer, in order."""
    return [layer['class_name'] for layer in told['topology']['config']['layers']]


def line_of(text, part):
    return next(at for at, line in enumerate((HEAD + textwrap.dedent(text)).split('\n'), 1) if part in line)


BLOCK = '''
def block(x, filters):
    y = layers.Conv2D(filters, 3, padding='same')(x)
    return layers.ReLU()(y + x)

def net(filters=8):
    inputs = keras.Input((16, 16, 8))
    x = block(block(inputs, filters), filters)
    return keras.Model(inputs, layers.Dense(3)(layers.GlobalAveragePooling2D()(x)))

model = net()
model.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True), optimizer=keras.optimizers.SGD(0.1, momentum=0.9))
model.fit(x_train, y_train)
'''
NET = '''
class Scale(layers.Layer):
    def build(self, shape):
        self.gamma = self.add_weight(shape=(shape[-1],), initializer='ones', name='gamma')
        self.table = self.add_weight(shape=(shape[-1], 5), initializer='he_normal')
    def call(self, x):
        return ops.matmul(x * self.gamma, self.table)

class Net(keras.Model):
    def __init__(self, units):
        super().__init__()
        self.scale = Scale()
        self.dense = layers.Dense(units, activation='relu')
    def call(self, x, training=False):
        return self.dense(self.scale(x))

net = Net(4)
net.build((None, 12))
'''


class Recording(unittest.TestCase):
    def test_a_function_tells_the_places_of_its_layers_and_the_functions_around_them(self):
        told = answer(BLOCK, 'net')['keras']
        self.assertEqual(layers_of(told), ['InputLayer', 'Conv2D', 'Add', 'ReLU', 'Conv2D', 'Add', 'ReLU', 'GlobalAveragePooling2D', 'Dense'])
        self.assertEqual(told['functions'], ['net', 'block', 'block'])
        second = told['layers'][4]
        self.assertEqual((second['name'], second['calls'][0]['within']), ('conv2d_1', [0, 2]))
        self.assertEqual([place[1] for place in second['calls'][0]['at']], [line_of(BLOCK, 'Conv2D('), line_of(BLOCK, 'block(block(')])
        self.assertEqual(told['arguments'], [{'name': 'filters', 'text': '8', 'origin': {'from': 'default'}}])

    def test_compile_tells_the_loss_and_the_optimizer(self):
        told = answer(BLOCK, 'model')['keras']
        self.assertEqual(told['training'], {
            'loss': 'categoricalCrossentropyFromLogits', 'optimizer': {'name': 'sgd', 'arguments': {'learning_rate': 0.1, 'momentum': 0.9}},
            'isOfFile': False})
        self.assertTrue(answer(BLOCK, 'net')['keras']['training']['isOfFile'])

    def test_a_class_is_what_its_call_does_and_its_weights_count(self):
        told = answer(NET, 'Net')['keras']
        self.assertEqual(layers_of(told), ['InputLayer', 'Multiply', 'Dense', 'Dense'])
        _, scaled, product, _ = told['topology']['config']['layers']
        self.assertEqual([(one['name'], one['shape']) for one in scaled['weights']], [('gamma', [12])])
        self.assertEqual((product['config']['units'], product['config']['use_bias']), (5, False))
        self.assertEqual(product['config']['kernel_initializer']['class_name'], 'HeNormal')
        self.assertEqual(told['arguments'][0]['text'], '4')
        self.assertEqual(told['functions'], ['net', 'scale'])

    def test_the_shape_that_the_user_sets_comes_first(self):
        told = answer(NET, 'Net', inputShapes=[[7]])['keras']
        self.assertEqual(told['topology']['config']['layers'][0]['config']['batch_shape'], [None, 7])

    def test_a_layer_has_the_arguments_of_its_call_in_a_model(self):
        text = """
class Merge(keras.layers.Layer):
    def __init__(self, width):
        super().__init__()
        self.dense = keras.layers.Dense(width)
    def call(self, x, height, mask=None):
        size, length, width = x.shape
        assert length % height == 0
        parts = int(size / 1.0)
        return self.dense(keras.ops.reshape(x, (parts, height, -1)))
class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.merge = Merge(4)
    def call(self, x):
        return self.merge(x, 8)
def make():
    return Net()
"""
        told = answer(text, 'Merge')
        self.assertNotIn('failure', told)
        layers = told['keras']['topology']['config']['layers']
        self.assertEqual((layers[0]['config']['batch_shape'][0], layers[-1]['class_name']), (1, 'Dense'))

    def test_an_input_that_nothing_tells_is_searched(self):
        text = '''
        class Net(keras.Model):
            def __init__(self):
                super().__init__()
                self.embed, self.rnn = layers.Embedding(50, 8), layers.LSTM(4)
            def call(self, inputs):
                return self.rnn(self.embed(inputs['ids'])) + self.rnn(self.embed(inputs['others']))
        '''
        told = answer(text, 'Net')['keras']
        inputs = [layer for layer in told['topology']['config']['layers'] if layer['class_name'] == 'InputLayer']
        self.assertEqual([one['config']['dtype'] for one in inputs], ['int32', 'int32'])
        shared = next(one for one in told['layers'] if one['name'] == 'lstm')
        self.assertEqual(len(shared['calls']), 2)

    def test_a_sequence_with_a_layer_of_the_users_own_becomes_a_graph(self):
        text = NET + 'model = keras.Sequential([keras.Input((6,)), layers.Dense(3), Scale()])\n'
        told = answer(text, 'model')['keras']['topology']
        self.assertEqual(told['class_name'], 'Functional')
        self.assertEqual([layer['class_name'] for layer in told['config']['layers']], ['InputLayer', 'Dense', 'Multiply', 'Dense'])

    def test_equal_names_of_layers_are_told_apart(self):
        text = '''
        class Block(layers.Layer):
            def __init__(self):
                super().__init__()
                self.body = layers.Dense(4, name='body')
            def call(self, x):
                return self.body(x)
        def net():
            x = inputs = keras.Input((4,))
            for _ in range(2):
                x = Block()(x)
            return keras.Model(inputs, x)
        '''
        names = [layer['name'] for layer in answer(text, 'net')['keras']['topology']['config']['layers']]
        self.assertEqual(len(set(names)), 3)

    def test_scores_of_tensors_one_of_which_is_turned(self):
        text = """
        def net():
            q, k = keras.Input((5, 8)), keras.Input((7, 8))
            return keras.Model([q, k], tf.matmul(a=q, b=k, transpose_b=True))
        """
        told = answer(text, 'net')['keras']
        self.assertEqual([name for name in layers_of(told) if name != 'InputLayer'], ['Transpose', 'Matmul'])

    def test_functions_of_tensorflow_are_operations(self):
        text = '''
        def net():
            x = inputs = keras.Input((8, 8, 4))
            a, b = tf.split(x, [1, 3], axis=-1)
            x = tf.concat([tf.nn.relu(a), b, tf.image.resize(x, (8, 8))], axis=-1)
            x = tf.reshape(x, (tf.shape(x)[0], -1, x.shape[-1]))
            return keras.Model(inputs, tf.reduce_mean(tf.transpose(x, perm=[0, 2, 1]), axis=-1, keepdims=True))
        '''
        told = answer(text, 'net')['keras']['topology']
        self.assertEqual([layer['class_name'] for layer in told['config']['layers']],
                         ['InputLayer', 'Split', 'Relu', 'Resize', 'Concatenate', 'Reshape', 'Transpose', 'Mean'])
        shapes = [one['config']['shape'] for layer in told['config']['layers'] for call in layer['inbound_nodes']
                  for one in call['args'] if isinstance(one, dict)]
        self.assertEqual(shapes[-1], [None, 8, 64])


class Failures(unittest.TestCase):
    def test_an_operation_that_is_not_known_is_named_at_its_line_with_the_graph_before_it(self):
        text = '''
        def net():
            inputs = keras.Input((8,))
            x = layers.Dense(4)(inputs)
            x = tf.signal.fft(x)
            return keras.Model(inputs, x)
        '''
        told = answer(text, 'net')
        self.assertEqual((told['failure']['code'], told['failure']['values']), ('operation', {'operation': 'tf.signal.fft'}))
        self.assertEqual((told['failure']['file'], told['failure']['at'][1]), ('a.py', line_of(text, 'fft')))
        self.assertEqual(layers_of(told['kerasUpTo']), ['InputLayer', 'Dense'])

    def test_shapes_that_do_not_fit_say_so_in_keras_words(self):
        text = '''
        def net():
            inputs = keras.Input((8, 8, 3))
            x = layers.Conv2D(4, 3)(inputs)
            return keras.Model(inputs, layers.Add()([x, inputs]))
        '''
        told = answer(text, 'net')
        self.assertEqual(told['failure']['values']['kind'], 'ValueError')
        self.assertIn('incompatible shapes', told['failure']['values']['text'])
        self.assertEqual(told['failure']['at'][1], line_of(text, 'layers.Add'))
        self.assertEqual(layers_of(told['kerasUpTo']), ['InputLayer', 'Conv2D'])

    def test_branches_that_do_not_fit_end_what_was_called(self):
        text = BLOCK.replace("padding='same'", "padding='same', strides=2")
        told = answer(text, 'net')['kerasUpTo']
        refused = told['refused']
        self.assertEqual((refused['kind'], refused['at'][0][1]), ('Add', line_of(text, 'y + x')))
        classes = {layer['name']: layer['class_name'] for layer in told['topology']['config']['layers']}
        self.assertEqual([classes[name] for name in refused['inputs']], ['Conv2D', 'InputLayer'])
        self.assertEqual(len(classes), 2)
        both = text.replace('layers.ReLU()(y + x)', 'layers.Concatenate(axis=-1)([y, x])')
        self.assertEqual(answer(both, 'net')['kerasUpTo']['refused']['axis'], -1)

    def test_a_layer_that_is_not_known_keeps_its_place(self):
        text = '''
        def net():
            inputs = keras.Input((8,))
            return keras.Model(inputs, layers.Dense(2)(layers.Sparkle(3)(inputs)))
        '''
        told = answer(text, 'net')['keras']
        self.assertEqual(layers_of(told), ['InputLayer', 'Sparkle', 'Dense'])
        read = told['topology']['config']['layers'][2]['inbound_nodes'][0]['args'][0]
        self.assertNotIn('shape', read['config'])


APPLICATIONS = """
from tensorflow.keras.applications import VGG16
from keras.applications.resnet50 import ResNet50, preprocess_input

def net(classes=5):
    base = VGG16(weights='imagenet', include_top=False, input_shape=(64, 64, 3))
    x = layers.Flatten()(base.get_layer('block4_pool').output)
    return keras.Model(base.input, layers.Dense(classes)(x))

def whole():
    return ResNet50(weights=None, classes=7)

def unknown():
    return tf.keras.applications.RegNetX002()
"""


class Applications(unittest.TestCase):
    def test_a_network_has_its_layers_and_a_note_on_its_weights(self):
        told = answer(APPLICATIONS, 'net')['keras']
        self.assertEqual(len(layers_of(told)), 1 + 10 + 4 + 2)
        note = told['notes'][0]
        self.assertEqual((note['about'], note['what'], note['at'][1]),
                         ('weights not loaded', 'keras.applications.VGG16', line_of(APPLICATIONS, 'VGG16(')))

    def test_without_weights_there_is_none_to_note(self):
        told = answer(APPLICATIONS, 'whole')['keras']
        self.assertEqual((told['notes'], layers_of(told).count('Add')), ([], 16))

    def test_a_network_that_is_not_known_is_named_at_its_line(self):
        told = answer(APPLICATIONS, 'unknown')['failure']
        self.assertEqual((told['code'], told['values'], told['at'][1]),
                         ('package', {'package': 'keras.applications.RegNetX002'}, line_of(APPLICATIONS, 'RegNetX002')))


class Placeholders(unittest.TestCase):
    def test_modules_that_a_library_leaves_to_be_set_are_those_of_keras(self):
        text = """
        _KERAS_BACKEND = None
        _KERAS_LAYERS = None

        def Net(classes=3, **kwargs):
            backend = kwargs.get('backend', _KERAS_BACKEND)
            made = kwargs.get('layers', _KERAS_LAYERS)
            axis = 3 if backend.image_data_format() == 'channels_last' else 1
            x = start = made.Input((8, 8, 3))
            x = made.BatchNormalization(axis=axis)(x)
            return keras.Model(start, made.Dense(classes)(x))
        """
        self.assertEqual(layers_of(answer(text, 'Net')['keras']), ['InputLayer', 'BatchNormalization', 'Dense'])
