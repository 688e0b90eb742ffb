"""`record(request)` by real Keras: a definition as the topology that it writes of it."""
from ...driver.failures import Failed, failure_of
from ...driver.keras_inputs import guesses, keys_of, told_inputs
from ...driver.keras_models import model_in
from ...driver.keras_training import training_of
from ...driver.facts import with_facts
from ...driver.record import STOPS, opened
from ...recording import current
from ...recording.running import Running
from .topology import described


class Recorder:
    """`torch` is real torch, or stands for one that is not there."""

    def __init__(self, keras, torch, inlining):
        self.keras, self.torch, self.inlining = keras, torch, inlining

    def record(self, request):
        """`RecordAnswer`. Raises nothing but what ends the process."""
        current.pending.clear()
        self.inlining.running = Running()
        with opened(request, self.torch) as session:
            try:
                return self.answer(session, request)
            except STOPS + (MemoryError,) as error:
                return failed(session, error)

    def answer(self, session, request):
        site = session.site(session.workspace.file, request['site'])
        session.definition = request['site'] or site.name
        error = None
        for candidate in session.ways(session.workspace.file, site):
            try:
                made, model = self.graph(session, request, candidate)
                told = described(session, self.keras, model, self.inlining.running, training_of(session, made))
                return {'keras': with_facts(session, candidate, told)}
            except STOPS as raised:
                error = error or session.runner.explain(raised)
        raise error or Failed('argument', {'name': session.unknown_argument or '', 'definition': session.definition})

    def graph(self, session, request, candidate):
        """(what the definition makes, its graph)."""
        made = self.made(candidate)
        if is_graph(self.keras, made):
            return made, made
        error = None
        for inputs in inputs_of(session, request, candidate, made):
            try:
                fresh = self.made(candidate)
                return fresh, self.called(fresh, inputs)
            except STOPS as raised:
                error = error or raised
        raise error or Failed('input', {'definition': session.definition, 'text': ''})

    def made(self, candidate):
        """A model of its own, with the names of a first one."""
        self.keras.backend.clear_session()
        model = model_in(candidate.make())
        if model is None:
            raise Failed('no-model', {})
        return model

    def called(self, model, inputs):
        """The graph of what a call on symbolic tensors gives."""
        arguments, keywords, starts = inputs.made()
        ends = [one for one in self.keras.tree.flatten(model(*arguments, **keywords)) if isinstance(one, self.keras.KerasTensor)]
        if not ends:
            raise Failed('no-model', {})
        return model if is_graph(self.keras, model) else self.keras.Model(starts, ends, name=model.name)


def is_graph(keras, model):
    """Functional, or a sequence with a known input. A class that keeps a model of its own and calls it is none."""
    from keras.src.models.functional import Functional
    if isinstance(model, keras.Sequential):
        return bool(model.built and model._functional)
    return isinstance(model, Functional)


def inputs_of(session, request, candidate, model):
    given = list(told_inputs(session, request, candidate, model, 2))
    keys = keys_of(session, model)
    yield from (one.under(keys) for one in given)
    if not any(one.is_sure for one in given):
        yield from (one.under(keys) for one in guesses(session, model))


def failed(session, error):
    error = session.runner.explain(error)
    return {'failure': failure_of(error, session.workspace, session.positions)}
