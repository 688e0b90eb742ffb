"""A callback of Keras 3 that writes a run. Gradients stay inside the compiled step of Keras, so the run tells updates and loss."""
from .run_file import RunFile


def made(every=50, path=None, most_bytes=50_000_000):
    """The callback; keras is imported here."""
    import keras
    import numpy

    class Watch(keras.callbacks.Callback):
        """A reading every `every` batches: ‖Δw‖ / ‖w‖ of each layer with weights, and the loss that Keras tells."""

        def __init__(self):
            super().__init__()
            self.step, self.file, self.before = 0, None, None

        def on_train_begin(self, logs=None):
            self.watched = [layer for layer in leaves_of(self.model) if layer.trainable_weights]
            if self.file is None:
                self.file = RunFile(path, self.model.name, [layer.name for layer in self.watched], [], most_bytes)
                self.path = self.file.path

        def weights(self):
            return [[numpy.array(keras.ops.convert_to_numpy(weight)) for weight in layer.trainable_weights] for layer in self.watched]

        def on_train_batch_begin(self, batch, logs=None):
            self.before = self.weights() if (self.step + 1) % every == 0 else None

        def on_train_batch_end(self, batch, logs=None):
            self.step += 1
            if self.before is None:
                return
            updates = [ratio(now, then) for now, then in zip(self.weights(), self.before)]
            loss = (logs or {}).get('loss')
            self.file.add(self.step, None if loss is None else float(loss), gradient=[None] * len(updates), update=updates, dead=[])

        def on_train_end(self, logs=None):
            self.file.close()
            self.file = None

    def ratio(now, then):
        old = numpy.sqrt(sum(float(numpy.square(one, dtype='float64').sum()) for one in then))
        changed = numpy.sqrt(sum(float(numpy.square(a.astype('float64') - b).sum()) for a, b in zip(now, then)))
        return float(changed / old) if old > 0 else None

    return Watch()


def leaves_of(model):
    """Layers that hold no others."""
    inner = getattr(model, 'layers', None)
    if not inner:
        return [model]
    return [leaf for layer in inner for leaf in leaves_of(layer)]
