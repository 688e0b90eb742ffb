"""The stand-in of Keras against real Keras: topologies that `make_keras.py` has written."""
import json
import os
import sys
import unittest

from support import HERE

sys.path.insert(0, os.path.join(HERE, '..', 'support', 'python'))
import keras_models  # noqa: E402
import keras_networks  # noqa: E402

with open(os.path.join(HERE, '..', 'fixtures', 'kerasModels.json'), encoding='utf-8') as _file:
    REAL = json.load(_file)


class Topologies(unittest.TestCase):
    def test_every_model_is_written_as_keras_writes_it(self):
        self.maxDiff = 2000
        for make in keras_models.MODELS:
            with self.subTest(make.__name__):
                told, _ = keras_models.topology(make)
                self.assertEqual(told, REAL[make.__name__]['topology'])


class Networks(unittest.TestCase):
    def test_every_network_has_the_layers_of_keras_in_its_order(self):
        with open(os.path.join(HERE, '..', 'fixtures', 'kerasNetworks.json'), encoding='utf-8') as file:
            real = json.load(file)
        self.assertEqual(keras_networks.layouts(), real)


if __name__ == '__main__':
    unittest.main()
