"""
Layers of the user's own in the graph of real Keras: what their `call` does takes their place, as the other route has it. One whose `call` does
what Keras' operations do not, such as a function of TensorFlow on a symbolic tensor, stays a layer of its own.
"""
from ...recording import current
from ...recording.running import Running, frames

MADE, AT, WITHIN = '_skipscope_made', '_skipscope_at', '_skipscope_within'


class Inlining:
    """Patches Keras once for a process. `running` are the user's calls of the definition that is made."""

    def __init__(self, keras):
        self.keras, self.running = keras, Running()
        self.inlined = {}
        layer = keras.layers.Layer
        self._make, self._call, self._symbolic = layer.__new__, layer.__call__, layer.symbolic_call
        inlining = self

        def __new__(cls, *arguments, **keywords):
            made = inlining._make(cls, *arguments, **keywords)
            if current.making is not None:
                object.__setattr__(made, MADE, frames())
            return made

        def __call__(layer, *arguments, **keywords):
            return inlining.call(layer, arguments, keywords)

        def symbolic_call(layer, *arguments, **keywords):
            return inlining.symbolic(layer, arguments, keywords)
        layer.__new__, layer.__call__, layer.symbolic_call = staticmethod(__new__), __call__, symbolic_call
        self._note_calls()

    def _note_calls(self):
        """Every call of the graph knows where it stands."""
        from keras.src.ops.node import Node
        make, inlining = Node.__init__, self

        def __init__(node, *arguments, **keywords):
            make(node, *arguments, **keywords)
            setattr(node, AT, frames())
            setattr(node, WITHIN, inlining.running.numbers())
        Node.__init__ = __init__

    def call(self, layer, arguments, keywords):
        outputs = self._call(layer, *arguments, **keywords)
        kept = self.inlined.pop(id(layer), None)
        if kept is not None:
            unlinked(layer)
            for tensor, history in kept:
                tensor._keras_history = history
        return outputs

    def symbolic(self, layer, arguments, keywords):
        """The graph of what the layer does; Keras calls this with the context of the call set, and notes the call after it."""
        if not is_own(layer) or current.making is None:
            return self._symbolic(layer, *arguments, **keywords)
        try:
            outputs = layer.call(*arguments, **keywords)
            tensors = self.keras.tree.flatten(outputs)
            self.inlined[id(layer)] = [(one, one._keras_history) for one in tensors]
            return outputs
        except Exception:
            self.inlined.pop(id(layer), None)
            return self._symbolic(layer, *arguments, **keywords)


def is_own(layer):
    """Its `call` is none of Keras' own."""
    module = getattr(type(layer).call, '__module__', None) or ''
    return module.partition('.')[0] not in ('keras', 'tensorflow', 'tf_keras')


def unlinked(layer):
    """The call that Keras noted last is none of the graph."""
    node = layer._inbound_nodes.pop()
    for tensor in node.arguments.keras_tensors:
        operation = tensor._keras_history.operation
        if operation is not None and node in operation._outbound_nodes:
            operation._outbound_nodes.remove(node)
