"""Refuse what Keras may not do while a definition is made: to write models, and to download weights."""
from ...driver.failures import Refused
from ...recording.notes import leave_note


class NoFile(str):
    """The path of a file that would have been downloaded."""


def lock_keras(keras):
    """TensorFlow's own writer of files raises no audit event."""
    def refusing(what):
        def refuse(*arguments, **keywords):
            raise Refused(what)
        return refuse

    def no_file(*arguments, **keywords):
        leave_note('weights not loaded', 'get_file')
        return NoFile('weights')
    for name in ('save', 'save_weights', 'export'):
        setattr(keras.Model, name, refusing('keras.Model.' + name))
    keras.saving.save_model = refusing('keras.saving.save_model')
    load = keras.Model.load_weights

    def load_weights(model, path, *arguments, **keywords):
        return None if isinstance(path, NoFile) else load(model, path, *arguments, **keywords)
    keras.Model.load_weights = load_weights
    from keras.src.utils import file_utils
    file_utils.get_file = keras.utils.get_file = no_file
