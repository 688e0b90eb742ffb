"""Record the definitions of a workspace, and follow a training of your own with `watch`."""

__version__ = '0.1.0'


def watch(model, **options):
    """
    Follow the training of a torch module: `import skipscope; skipscope.watch(model)` before the loop. Returns the watcher, whose
    `path` is the file that is written. Nothing is sent anywhere. See `skipscope.watching.torch_watcher.TorchWatcher`.
    """
    from .watching.torch_watcher import TorchWatcher
    return TorchWatcher(model, **options)


def keras_callback(**options):
    """A callback for `model.fit(…, callbacks=[skipscope.keras_callback()])`."""
    from .watching.keras_callback import made
    return made(**options)
