"""
Writes test/fixtures/kerasModels.json with real Keras: for each model of `keras_models.py` its topology and the number
of its parameters.

python test/support/python/make_keras.py
"""
import json
import os

from keras_models import MODELS, topology

HERE = os.path.dirname(os.path.abspath(__file__))


def main():
    told = {}
    for make in MODELS:
        config, model = topology(make)
        told[make.__name__] = {'parameters': model.count_params(), 'topology': config}
    with open(os.path.join(HERE, '..', '..', 'fixtures', 'kerasModels.json'), 'w', encoding='utf-8') as file:
        file.write('{\n%s\n}\n' % ',\n'.join('%s: %s' % (json.dumps(name), json.dumps(one, sort_keys=True)) for name, one in told.items()))


if __name__ == '__main__':
    main()
