"""`keras.models`."""
from skipscope.driver.failures import MissingPackage

from ._core.model import Functional as Functional, Model as Model, Sequential as Sequential


def load_model(path, *arguments, **keywords):
    """A saved model is a file of its own, which its own reader opens."""
    raise MissingPackage('keras', 'load_model(%r)' % (path,))


def model_from_json(text, *arguments, **keywords):
    raise MissingPackage('keras', 'model_from_json')


def clone_model(model, *arguments, **keywords):
    return model


save_model = model_from_json
