"""The loss and the optimizer that a Keras model is compiled with."""
import re

from .scopes import Place
from .source import calls_of

LOGITS = 'from_logits'
MODERN = {'lr': 'learning_rate', 'decay': 'weight_decay'}


def training_of(session, model):
    """The settings of the model's `compile`, else of the only `compile` of the file. None if there is none, or several."""
    compiled = _compiled(model)
    is_of_file = compiled is None
    if is_of_file:
        place = _only_call(session)
        compiled = _evaluated(session, place) if place is not None else {}
    told = {}
    loss = _losses(compiled.get('loss'))
    if loss is not None:
        told['loss'] = loss
    optimizer = _optimizer(compiled.get('optimizer'))
    if optimizer is not None:
        told['optimizer'] = optimizer
    return dict(told, isOfFile=is_of_file) if told else None


def _compiled(model):
    """The settings of `compile`; None for a model that is not compiled."""
    compiled = getattr(model, 'compiled', None)
    if isinstance(compiled, bool):
        return {'optimizer': getattr(model, 'optimizer', None), 'loss': getattr(model, 'loss', None)} if compiled else None
    return compiled


def _given(made):
    """The arguments that a loss, an optimizer or a schedule was made with: the stand-in keeps them, Keras tells them."""
    given = getattr(made, 'given', None)
    if given is None and hasattr(made, 'get_config'):
        try:
            given = made.get_config()
        except Exception:
            return None
    return given


def _only_call(session):
    source = session.workspace.source(session.workspace.file)
    found = [(source, node, around) for node, around in calls_of(source).get('compile', [])
             if any(one.arg in ('loss', 'optimizer') for one in node.keywords) or node.args]
    return found[0] if len(found) == 1 else None


def _evaluated(session, found):
    source, node, around = found
    place = Place(session.runner.unit(source.path), around)
    told = {}
    given = dict(zip(('optimizer', 'loss'), node.args))
    given.update({one.arg: one.value for one in node.keywords})
    for key in ('optimizer', 'loss'):
        if key in given:
            try:
                told[key] = place.evaluate([given[key]])[0]
            except session.stops:
                continue
    return told


def _losses(loss):
    """Names: one for all outputs, a list, or by the name of the output."""
    if isinstance(loss, (list, tuple)):
        found = [_loss(one) for one in loss]
        return found if None not in found and found else None
    if isinstance(loss, dict):
        found = {str(key): _loss(one) for key, one in loss.items()}
        return found if None not in found.values() and found else None
    return _loss(loss)


def _loss(loss):
    """`categoricalCrossentropy`, with `FromLogits` behind it where the loss takes scores."""
    if loss is None:
        return None
    name = loss if isinstance(loss, str) else getattr(loss, '__name__', None) or type(loss).__name__
    given = _given(loss) or {}
    camel = re.sub(r'_+([a-zA-Z0-9])', lambda one: one.group(1).upper(), name)
    camel = camel[:1].lower() + camel[1:]
    return camel + ('FromLogits' if given.get(LOGITS) is True else '')


def _optimizer(optimizer):
    """Its class, and those of its arguments that are numbers; a rate that changes is told where it starts."""
    if isinstance(optimizer, str):
        return {'name': optimizer.lower(), 'arguments': {}}
    given = _given(optimizer)
    if given is None:
        return None
    told = {}
    for key, value in given.items():
        value = _starting(value)
        if isinstance(value, (int, float, bool)):
            told[MODERN.get(key, key)] = value
    return {'name': type(optimizer).__name__.lower(), 'arguments': told}


def _starting(value):
    """The first rate of a schedule, which real Keras tells as its configuration."""
    given = value.get('config', {}) if isinstance(value, dict) else getattr(value, 'given', {})
    return given.get('initial_learning_rate', value)
