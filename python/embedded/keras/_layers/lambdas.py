"""`Lambda`: a function of the user's own. What it does with tensors is a part of the graph."""
from .._core.layer import Layer, _first_shape


class Lambda(Layer):
    """Its function runs on the tensors of the graph, so that its operations are seen."""
    is_own = False
    library_name = 'Lambda'

    def __init__(self, function, output_shape=None, mask=None, arguments=None, **keywords):
        super().__init__(**keywords)
        self.first_shape = _first_shape(keywords)
        self.function, self.function_arguments = function, dict(arguments or {})

    def call(self, inputs, *arguments, **keywords):
        told = {key: value for key, value in keywords.items() if key not in ('mask', 'training')}
        return self.function(inputs, **self.function_arguments, **told)

    def layer_json(self):
        return {'module': 'keras.layers', 'class_name': 'Lambda', 'config': {'name': self.name, 'trainable': self.trainable}}
