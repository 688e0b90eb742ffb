"""A model of real Keras as `KerasRecording` of the contract."""
import json

from ...driver.failures import python_version
from .inlining import AT, MADE, WITHIN, is_own


def described(session, keras, model, running, training):
    """`model` is a graph; `running` names the user's calls."""
    told = json.loads(written(model))
    operations = list(operations_of(model))
    own = {one.name: weights_of(keras, one) for one in operations if is_own_layer(keras, one)}
    add_weights(told, own)
    layers = [placed(session.positions, one) for one in operations]
    used = sorted({number for layer in layers for call in layer['calls'] for number in call['within']})
    order = {number: at for at, number in enumerate(used)}
    for layer in layers:
        for call in layer['calls']:
            call['within'] = [order[number] for number in call['within']]
    return {
        'schemaVersion': 1,
        'producer': {'route': 'interpreter', 'framework': 'keras', 'frameworkVersion': keras.__version__, 'pythonVersion': python_version(),
                     'device': keras.backend.backend()},
        'definition': session.definition, 'arguments': [],
        'topology': {key: told[key] for key in ('module', 'class_name', 'config') if key in told},
        'layers': layers, 'functions': [running.names[number] for number in used], 'files': session.positions.files, 'notes': [],
        **({'training': training} if training else {}),
    }


def written(model):
    """`to_json`; a layer that cannot tell its arguments tells its name."""
    for operation in operations_of(model):
        try:
            operation.get_config()
        except Exception:
            config = {'name': operation.name, 'trainable': bool(getattr(operation, 'trainable', True))}
            object.__setattr__(operation, 'get_config', lambda config=config: config)
    return model.to_json()


def operations_of(model, seen=None):
    """Layers and operations of a model and of the models in it, each once."""
    seen = set() if seen is None else seen
    for operation in getattr(model, 'operations', None) or getattr(model, '_operations', None) or model.layers:
        if id(operation) in seen:
            continue
        seen.add(id(operation))
        if hasattr(operation, 'layers'):
            yield from operations_of(operation, seen)
        else:
            yield operation


def is_own_layer(keras, operation):
    return isinstance(operation, keras.layers.Layer) and is_own(operation)


def weights_of(keras, layer):
    """Weights of a layer that stays whole."""
    return [{'name': one.name, 'shape': list(one.shape), 'trainable': bool(one.trainable),
             'initializer': {'module': 'keras.initializers', 'class_name': 'GlorotUniform', 'config': {'seed': None}}} for one in layer.weights]


def add_weights(told, own):
    """Beside the configuration of each such layer."""
    for layer in told.get('config', {}).get('layers', ()):
        weights = own.get(layer.get('config', {}).get('name'))
        if weights:
            layer['weights'] = weights
        add_weights(layer, own)


def placed(positions, operation):
    nodes = [node for node in operation._inbound_nodes if hasattr(node, AT)]
    calls = [{'at': positions.read(getattr(node, AT)), 'within': list(getattr(node, WITHIN))} for node in nodes]
    return {'name': operation.name, 'made': positions.read(getattr(operation, MADE, ())), 'calls': calls}
