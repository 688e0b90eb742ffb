"""`keras.saving`."""
from .models import load_model as load_model
from .utils import custom_object_scope as custom_object_scope, get_custom_objects as get_custom_objects
from .utils import register_keras_serializable as register_keras_serializable


def serialize_keras_object(value):
    return value


deserialize_keras_object = serialize_keras_object
