"""`keras.config`."""
from ._core.state import FORMAT


def image_data_format():
    return FORMAT['data_format']


def set_image_data_format(data_format):
    FORMAT['data_format'] = str(data_format)


def floatx():
    return FORMAT['floatx']


def set_floatx(value):
    FORMAT['floatx'] = value


def epsilon():
    return FORMAT['epsilon']


def set_epsilon(value):
    FORMAT['epsilon'] = value


def set_dtype_policy(policy):
    """Numbers of half the precision have the same shapes and gradients in single precision here."""


def backend():
    return 'tensorflow'


def enable_unsafe_deserialization():
    pass
