"""A Keras model as the answer of a request: its topology, and the place of every layer and call."""

from .failures import python_version
from .keras_training import training_of


def described(session, positions, model, arguments):
    """`KerasRecording` of the contract."""
    from keras._core.state import state
    from keras._core.topology import Topology
    topology = Topology()
    told = topology.model(model)
    names = dict(enumerate(state.running.names))
    layers = [_layer(positions, *place) for place in topology.places]
    used = sorted({number for layer in layers for call in layer['calls'] for number in call['within']})
    order = {number: at for at, number in enumerate(used)}
    for layer in layers:
        for call in layer['calls']:
            call['within'] = [order[number] for number in call['within']]
    training = training_of(session, model)
    return {
        'schemaVersion': 1,
        'producer': {'route': 'embedded', 'framework': 'keras', 'frameworkVersion': _version(), 'pythonVersion': python_version(),
                     'device': 'cpu'},
        'definition': session.definition, 'arguments': arguments, 'topology': told, 'layers': layers,
        'functions': [names[number] for number in used], 'files': positions.files, 'notes': [],
        **({'training': training} if training else {}),
    }


def refusal(positions):
    """The call that refused its tensors, where nothing was called behind it: `KerasRefusal` of the contract, or None."""
    from keras._core.topology import refused
    node = refused()
    if node is None:
        return None
    axis = getattr(node.operation, 'options', {}).get('axis')
    told = {'name': node.operation.name, 'kind': type(node.operation).__name__, 'inputs': [one.node.operation.name for one in node.inputs],
            'at': positions.read(node.at)}
    return dict(told, axis=axis) if isinstance(axis, int) else told


def _version():
    import keras
    return keras.__version__


def _layer(positions, name, made, nodes):
    calls = [{'at': positions.read(node.at), 'within': list(node.within)} for node in nodes]
    return {'name': name, 'made': positions.read(made), 'calls': calls}


