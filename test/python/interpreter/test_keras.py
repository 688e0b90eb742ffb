"""Definitions that real Keras draws: as they are, with layers of the user's own in their parts, and over other backends."""
import json
import os
import subprocess
import sys
import unittest

from support import PACKAGES, ROOT

BACKENDS = ('tensorflow', 'torch', 'jax')
SOURCES = {
    'functional': '''
import keras
from keras import layers

def build(width=8):
    x = inputs = keras.Input((4,))
    for _ in range(2):
        x = layers.add([x, layers.Dense(4, activation="relu")(x)])
    model = keras.Model(inputs, layers.Dense(width)(x))
    model.compile(keras.optimizers.Adam(0.25), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model
''',
    'own layers': '''
import keras
from keras import layers, ops

class Block(layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.first, self.second = layers.Dense(units), layers.Dense(units)

    def call(self, x):
        return x + self.second(ops.relu(self.first(x)))

class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.stem, self.block, self.head = layers.Dense(6), Block(6), layers.Dense(3)

    def call(self, inputs):
        return self.head(self.block(self.block(self.stem(inputs))))
''',
}
TOLD = '''
import json, sys
sys.path.insert(0, %r)
from skipscope.interpreter.helper import Helper
helper = Helper()
for request in json.load(sys.stdin):
    print(json.dumps(helper.answer({'do': 'recordKeras', 'request': request}, b'')[0]))
''' % os.path.normpath(PACKAGES)


def request(name, site):
    return {'root': ROOT.name, 'file': 'net.py', 'text': SOURCES[name], 'site': site, 'arguments': {}}


def has(package):
    import importlib.util
    return importlib.util.find_spec(package) is not None


def kinds(answer):
    return [layer['class_name'] for layer in answer['topology']['config']['layers']]


def place(call, source):
    number, line, start, end, function = call['at'][0]
    return source.split('\n')[line - 1][start - 1:end - 1], function


class Keras(unittest.TestCase):
    def answers(self, backend):
        run = subprocess.run([sys.executable, '-B', '-c', TOLD], capture_output=True, text=True,
                             input=json.dumps([request('functional', 'build'), request('own layers', 'Net')]), env={**os.environ, 'KERAS_BACKEND': backend})
        self.assertEqual(run.returncode, 0, run.stderr)
        return [json.loads(line)['done'] for line in run.stdout.splitlines()]

    def test_each_backend_draws_the_same_graph(self):
        there = [one for one in BACKENDS if has('keras') and has(one)]
        missing = [one for one in BACKENDS if one not in there]
        if missing:
            sys.stderr.write('NOT RUN: Keras over %s, which this Python has not\n' % ', '.join(missing))
        for backend in there:
            with self.subTest(backend=backend):
                functional, own = self.answers(backend)
                self.check_functional(functional)
                self.check_own(own)
                self.assertEqual(functional['keras']['producer']['device'], backend)

    def check_functional(self, answer):
        told = answer['keras']
        self.assertEqual(kinds(told), ['InputLayer', 'Dense', 'Add', 'Dense', 'Add', 'Dense'])
        self.assertEqual(told['training']['loss'], 'sparseCategoricalCrossentropyFromLogits')
        self.assertEqual((told['training']['optimizer']['name'], told['training']['optimizer']['arguments']['learning_rate']), ('adam', 0.25))
        self.assertFalse(told['training']['isOfFile'])
        dense = next(one for one in told['layers'] if one['name'].startswith('dense'))
        if sys.version_info >= (3, 11):
            self.assertEqual(place(dense['calls'][0], SOURCES['functional']), ('layers.Dense(4, activation="relu")(x)', 'build'))
        self.assertEqual(told['producer']['route'], 'interpreter')

    def check_own(self, answer):
        """The parts of a layer of the user's stand for it, each time it is called."""
        told = answer['keras']
        self.assertEqual(kinds(told).count('Dense'), 4)
        self.assertNotIn('Block', kinds(told))
        first = next(one for one in told['layers'] if len(one['calls']) == 2)
        self.assertEqual(len([one for one in told['layers'] if len(one['calls']) == 2]), 2)
        self.assertTrue(first['made'])
        self.assertEqual([told['functions'][number] for number in first['calls'][0]['within']][-1:], ['block'])


if __name__ == '__main__':
    unittest.main()
