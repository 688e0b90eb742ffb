"""Make the Keras model of a definition: a model that is a graph, or a class whose `call` makes one of an input that fits."""
import copy
import re
import sys

from .failures import Failed
from .keras_inputs import guesses, keys_of, told_inputs
from .templates import BATCHES

STOPS = (Exception, SystemExit)


def keras():
    """The stand-in, or None if nothing imported it."""
    return sys.modules.get('keras') if hasattr(sys.modules.get('keras'), 'KerasTensor') else None


def writes_keras(text):
    """The file is one of Keras'."""
    return re.search(r'\b(?:keras|tensorflow)\b', text) is not None and re.search(r'^\s*(?:import|from)\s+torch\b', text, re.M) is None


def model_in(value):
    """The first model of what a definition returns; a tensor of a graph stands for the model that ends there."""
    if keras() is None or isinstance(value, type):
        return None
    found = _models_in(value, 0)
    models = [one for one in found if isinstance(one, keras().Model)]
    return (models or found or [_ending_in(value)])[0]


def _models_in(value, depth):
    if isinstance(value, keras().Layer):
        return [value]
    if depth > 2 or isinstance(value, type):
        return []
    if isinstance(value, (list, tuple)):
        return [one for entry in value for one in _models_in(entry, depth + 1)]
    if isinstance(value, dict):
        return [one for entry in value.values() for one in _models_in(entry, depth + 1)]
    if isinstance(value, keras().KerasTensor) or callable(value) or not hasattr(value, '__dict__'):
        return []
    return [one for entry in vars(value).values() for one in _models_in(entry, depth + 2)]


def _ending_in(value):
    from keras._core.tensor import tensors_in
    from keras.utils import get_source_inputs
    ends = [one for one in tensors_in(value) if one.node is not None]
    if not ends:
        return None
    starts = list(dict.fromkeys(start for end in ends for start in get_source_inputs(end)))
    return keras().Model(starts, ends)


class Instances:
    """A root that was built: the layers of a class in it, each with the inputs of its first call."""
    is_keras = True

    def __init__(self, name, is_sure):
        self.name = name
        self.made, self.called = list(_state().made), list(_state().called)
        self.model = None
        self.is_sure = is_sure
        self.template = Captured((), {})

    def instances(self, kind):
        """(layer, its first call); a model that was tried on several inputs was called as copies."""
        first = {}
        for layer, arguments, keywords in self.called:
            if type(layer) is kind:
                first.setdefault(id(layer), (layer, Captured(arguments, keywords)))
        found = [one for one in self.made if type(one) is kind]
        return [first[id(one)] for one in found if id(one) in first] or list(first.values()) or [(one, None) for one in found]

    def path_of(self, layer):
        return layer.name


class Captured:
    """The arguments of a call that was seen."""

    def __init__(self, arguments, keywords):
        self.arguments, self.keywords = arguments, keywords
        self.origin = {'from': 'captured'}

    def specs(self):
        return []

    def key(self):
        return ()


class Grown:
    """A graph for what a definition made, and where its input is from."""

    def __init__(self, model, origin):
        self.model = model
        self.origin = origin


def call_once(session, candidate, model):
    """Call a model of the user's own on an input that fits, so that its layers are seen with theirs."""
    before = len(_state().nodes)
    try:
        grown(session, {}, candidate, model)
    except STOPS as error:
        session.skipped.append((session.workspace.file, 0, error))
    del _state().nodes[before:]


def grown(session, request, candidate, model):
    """The model as a graph. Raises the error of the input that came furthest where none fits."""
    if getattr(model, 'graph', None) is not None:
        return Grown(model, None)
    best = None
    for inputs in _inputs(session, request, candidate, model):
        state = _state()
        before, calls = len(state.nodes), len(state.called)
        try:
            return Grown(_called(_fresh(model, inputs.is_sure), inputs), inputs.origin)
        except STOPS as error:
            came = len(state.nodes) - before, computes_with_none(error)
            if best is None or came > best[0]:
                best = came, error, inputs
            if inputs.is_sure:
                break
            del state.nodes[before:], state.called[calls:]
    if best is None:
        raise Failed('input', {'definition': session.definition, 'text': ''})
    _, error, furthest = best
    if computes_with_none(error):
        return _with_known_batch(model, furthest, error)
    raise error


def computes_with_none(error):
    """Tell whether a number is missing: a `call` that computes with `x.shape[0]` needs a batch of one size."""
    return isinstance(error, TypeError) and "'NoneType'" in str(error)


def _with_known_batch(model, inputs, error):
    before = len(_state().nodes)
    try:
        return Grown(_called(_fresh(model, False), inputs.of_one()), inputs.origin)
    except STOPS:
        del _state().nodes[before:]
        raise error


def _inputs(session, request, candidate, model):
    given = list(told_inputs(session, request, candidate, model, BATCHES[0]))
    keys = keys_of(session, model)
    yield from (one if one.is_sure else one.under(keys) for one in given)
    if not any(one.is_sure for one in given):
        for one in guesses(session, model):
            yield one.under(keys)


def _fresh(model, is_sure):
    """A copy, since weights of the wrong shape stay with a layer that was called once."""
    if is_sure:
        return model
    try:
        return copy.deepcopy(model)
    except STOPS:
        return model


def _called(model, inputs):
    """The model of what its call gives."""
    from keras._core.tensor import tensors_in
    arguments, keywords, starts = inputs.made()
    result = model(*arguments, **keywords)
    ends = [one for one in tensors_in(result) if one.node is not None]
    if not ends:
        raise Failed('no-model', {})
    if len(ends) == 1 and getattr(model, 'graph', None) is not None:
        return model
    found = keras().Model(starts, ends, name=model.name)
    found.compiled = getattr(model, 'compiled', None)
    return found


def _state():
    from keras._core.state import state
    return state


def is_stand_in():
    """The Keras that is imported is ours."""
    return 'keras._core' in sys.modules


def reset():
    if is_stand_in():
        from keras._core.state import reset as forget
        forget()


def loose_ends():
    """A model of all that was called before an error; None if nothing was."""
    if not is_stand_in():
        return None
    from keras._core.topology import loose_ends as ends
    return ends()
