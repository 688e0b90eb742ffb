"""The library below Keras: any of them draws the same graph, so the one that is wanted need not be the one that is there."""
import importlib.util
import json
import os
import re

NAMED = re.compile(r'''KERAS_BACKEND['"]\s*(?:\]\s*=|,)\s*['"](\w+)['"]''')
PACKAGES = {'tensorflow': 'tensorflow', 'torch': 'torch', 'jax': 'jax', 'numpy': 'numpy', 'openvino': 'openvino'}
ORDER = ('tensorflow', 'torch', 'jax', 'numpy')


def wanted(text):
    """The backends that are asked for, first the one that the file names, then the environment's, then the one of Keras' own settings."""
    named = NAMED.search(text)
    return [one for one in (named and named.group(1), os.environ.get('KERAS_BACKEND'), configured()) if one]


def configured():
    folder = os.environ.get('KERAS_HOME') or os.path.join(os.path.expanduser('~'), '.keras')
    try:
        with open(os.path.join(folder, 'keras.json'), encoding='utf-8') as file:
            return json.load(file).get('backend')
    except (OSError, ValueError, AttributeError):
        return None


def choose(text):
    """The first wanted backend that can be imported, else the first that there is; `None` leaves it to Keras, which says what it misses."""
    return next((one for one in (*wanted(text), *ORDER) if is_there(PACKAGES.get(one))), None)


def is_there(package):
    try:
        return package is not None and importlib.util.find_spec(package) is not None
    except (ImportError, ValueError):
        return False


def imported(text):
    """Keras over that backend, on the processor: a graph needs no other device. Raises `ImportError` where there is none."""
    chosen = choose(text)
    if chosen is not None:
        os.environ['KERAS_BACKEND'] = chosen
    os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '3')
    os.environ['CUDA_VISIBLE_DEVICES'] = '-1'
    import keras
    if int(keras.__version__.partition('.')[0]) < 3:
        raise ImportError('Keras %s is not Keras 3' % keras.__version__, name='keras')
    return keras
