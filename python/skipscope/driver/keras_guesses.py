"""Values of parameters of Keras' definitions that nothing tells, by name."""
from .keras_models import writes_keras

PICTURE = (224, 224, 3)
SHAPES = frozenset('input_shape image_shape img_shape img_dim image_dim input_dims inputs_shape in_shape shape input_dim_shape'.split())
SIZES = frozenset('image_size img_size input_size target_size'.split())
TENSORS = frozenset('inputs input_tensor input x input_layer inp input_img img_input input_image tensor inpt layer_input previous_layer'.split())


def keras_guess(unit, parameter):
    """(value, origin), or None for a file of another framework and for other names."""
    if not writes_keras(unit.source.text):
        return None
    name = parameter.name.lower()
    if name in SHAPES:
        return PICTURE, 'name'
    if name in SIZES:
        return (PICTURE[:2] if 'size[' in unit.source.text or name + ' + (' in unit.source.text else PICTURE[0]), 'name'
    if name in TENSORS:
        import keras
        return keras.Input(PICTURE), 'name'
    if name in ('activation', 'act', 'act_fn'):
        return 'relu', 'name'
    return None
