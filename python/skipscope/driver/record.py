"""`record(request)`: a definition of the workspace as `Recording`, or why not, with what was recorded before."""
import contextlib
import random

from ..recording import current
from ..recording.builder import Builder
from ..recording.positions import Positions
from .capture import Observer, observing
from .extents import merged
from .facts import argument_origin, note_of, producer, with_facts
from .failures import Failed, Refused, code_and_values, failure_of
from .inputs import Fitting
from .keras_answer import described, refusal
from .keras_models import grown, loose_ends, model_in, reset
from .places import position_of
from .repairs import repair_of
from .session import Session, first_module, way_of
from .shims import refusing
from .source import Workspace
from .templates import BATCHES, Template, TensorSpec
from .training import training_of

STOPS = (Exception, SystemExit, Refused)


class Attempt:
    """One way to make the definition, how far it came, and the error that ended it."""

    def __init__(self, candidate):
        self.candidate = candidate
        self.model, self.fitting, self.error, self.keras = None, None, None, None

    @property
    def guessed(self):
        """The first parameter whose value is a guess by name."""
        return next((name for name, _, origin in self.candidate.values if origin == 'name'), None)


def record(request):
    """`RecordRequest` to `RecordAnswer`, both as JSON. Raises nothing but what ends the process."""
    with opened(request) as session:
        return answered(session, request)


@contextlib.contextmanager
def opened(request, torch=None):
    """The session of a request; the modules of the workspace are gone when it closes."""
    if torch is None:
        import torch
    workspace = Workspace(request['root'], request['file'], request['text'], request.get('packages', ()))
    session = Session(workspace, torch, request)
    session.definition = request['site']
    session.positions = current.making = Positions(workspace.root, workspace.texts)
    reset()
    current.pending.clear()
    session.runner.install()
    try:
        with refusing(workspace.is_users), contextlib.redirect_stdout(_Quiet()):
            yield session
    finally:
        session.runner.uninstall()
        current.making = None


class _Quiet:
    """Discard the output of the user's code."""

    def write(self, text):
        return len(text)

    def flush(self):
        pass

    def isatty(self):
        return False


def answered(session, request):
    random.seed(0)
    try:
        attempts, template = attempted(session, request)
        if template is None:
            return _failed(session, attempts)
        if attempts[-1].keras is not None:
            return {'keras': _keras(session, attempts[-1])}
        return {'recording': _recording(session, attempts[-1], template)}
    except STOPS + (MemoryError,) as error:
        return _failure(session, error, None)


def attempted(session, request):
    """Every way that was tried, and the input that fits the last; None if none fits."""
    try:
        attempts, template = _attempts(session, request)
        if template is not None or not session.runner.is_partial:
            return attempts, template
    except STOPS:
        if not session.runner.is_partial:
            raise
    session.start_over()
    return _attempts(session, request)


def _attempts(session, request):
    site = session.site(session.workspace.file, request['site'])
    session.definition = request['site'] or site.name
    attempts = []
    for number, candidate in session.numbered_ways(session.workspace.file, site):
        attempts.append(Attempt(candidate))
        template = _tried(session, request, attempts[-1])
        if template is not None:
            session.remembered[way_of(session.workspace.file, site)] = number
            return attempts, template
    return attempts, None


def _tried(session, request, attempt):
    """The template that fits, or None with the error kept."""
    observer = Observer()
    with observing(session.torch, observer):
        try:
            made = attempt.candidate.make()
            attempt.model = model_in(made)
            if attempt.model is not None:
                attempt.keras = grown(session, request, attempt.candidate, attempt.model)
                return attempt.keras
            attempt.model = first_module(made)
            if attempt.model is None:
                raise Failed('no-model', {})
            attempt.fitting = Fitting(session, attempt.model, observer)
            told = _users_inputs(request) or list(attempt.candidate.templates)
            return attempt.fitting.find(told)
        except STOPS as error:
            attempt.error = session.runner.explain(error)
            return None


def _users_inputs(request):
    """The shapes that the user set, as numbers or as token ids."""
    shapes = request.get('inputShapes')
    if not shapes:
        return None
    return [Template([TensorSpec.scaled(shape, dtype) for shape in shapes], {}, {'from': 'user'}) for dtype in ('float32', 'int64')]


# The recording
def _recording(session, attempt, template):
    first = _run(session, attempt, template, BATCHES[0])
    if first.error is not None:
        raise first.error
    told = _finish(session, attempt, first.builder)
    second = _run(session, attempt, template, BATCHES[1])
    return told if second.error is not None else merged(told, _finish(session, attempt, second.builder))


class _Run:
    def __init__(self, builder, error):
        self.builder = builder
        self.error = error


def _run(session, attempt, template, batch):
    """One recorded forward pass, in training mode but where that gets nowhere."""
    builder, model = Builder(session.positions), attempt.fitting.entry
    model.train(attempt.fitting.trains)
    arguments, keywords, made = template.build(session.torch, batch)
    session.torch.manual_seed(0)
    random.seed(0)
    error = None
    with builder:
        builder.start(model)
        for name, spec in _named(model, template):
            builder.input(name, made[id(spec)], _origin_of_input(builder, template), _vocabulary(attempt, spec))
        try:
            with current.route.recording():
                builder.returned(model(*arguments, **keywords))
        except STOPS as raised:
            error = raised
    return _Run(builder, error)


def _named(model, template):
    """(name, spec) of each tensor, a tensor that is given twice once."""
    from .arguments import parameters_of
    names = [one.name for one in parameters_of(model.forward)]
    seen, found = set(), []
    for path, spec in template.specs():
        if id(spec) in seen:
            continue
        seen.add(id(spec))
        first, _, rest = path.partition('.')
        if first.isdigit():
            first = names[int(first)] if int(first) < len(names) else 'input%s' % first
        found.append((first + ('.' + rest if rest else ''), spec))
    return found


def _origin_of_input(builder, template):
    origin = dict(template.origin)
    if 'at' in origin:
        origin['at'] = position_of(builder.positions, origin['at'])
    return origin


def _vocabulary(attempt, spec):
    """Rows of the smallest embedding that looks up ids of this shape."""
    if spec.dtype not in ('int64', 'int32'):
        return None
    rows = attempt.fitting.observer.embedded.get(tuple(spec.shapes[attempt.fitting.observer.batch]), [])
    return min(rows) if rows else None


def _finish(session, attempt, builder):
    session.origin = lambda origin: argument_origin(builder, origin)
    arguments = attempt.candidate.arguments(session)
    training = training_of(session, session.workspace.file, builder.positions)
    told = builder.finish(session.definition, producer(session.torch), arguments, training)
    if attempt.fitting.samples_first:
        told['samplesFirst'] = True
    told['notes'] = [note_of(builder, *note) for note in session.notes] + told['notes']
    return told


def _keras(session, attempt):
    return with_facts(session, attempt.candidate, described(session, session.positions, attempt.keras.model, []))


# Failures
def _failed(session, attempts):
    """The failure of the attempt that says most: one with no guesses, else the furthest."""
    unknown = session.unknown_argument
    sure = [one for one in attempts if one.guessed is None]
    if not sure and not any(one.model is not None for one in attempts):
        told = next((one for one in attempts if code_and_values(one.error)[0] not in ('raised', 'no-model')), None)
        inside = _raised_inside(session)
        if told is None and inside is not None:
            return _failure(session, inside, None)
        if told is None and (unknown or attempts):
            name = unknown or attempts[0].guessed
            return _failure(session, Failed('argument', {'name': name, 'definition': session.definition}, _place(session)), None)
        sure = [told] if told else []
    if not attempts:
        return _failure(session, Failed('argument', {'name': unknown or '', 'definition': session.definition}, _place(session)), None)
    chosen = _furthest(sure or attempts)
    return _failure(session, chosen.error, chosen)


def _raised_inside(session):
    """The error that the definition raised when the workspace's own code made one, with known arguments."""
    file, node = session.workspace.file, session.site(session.workspace.file, session.definition).node
    for _, _, error in session.skipped:
        at = error.__traceback__ if isinstance(error, Exception) and not isinstance(error, Failed) else None
        while at is not None:
            if at.tb_frame.f_code.co_filename == file and node.lineno <= at.tb_lineno <= node.end_lineno:
                return error
            at = at.tb_next
    return None


def _furthest(attempts):
    return max(attempts, key=lambda one: (one.model is not None, one.fitting is not None and one.fitting._came, -attempts.index(one)))


def _place(session):
    site = session.site(session.workspace.file, session.definition)
    return session.workspace.file, site.node.lineno, site.name


def _failure(session, error, attempt):
    builder = Builder(session.positions)
    answer, evaluated = {}, None
    if attempt is not None and attempt.fitting is not None and attempt.fitting.template is not None:
        attempt.fitting.evaluate()
        run = _run(session, attempt, attempt.fitting.template, BATCHES[0])
        builder, error = run.builder, run.error or error
        if builder.nodes:
            answer['upTo'] = True
            evaluated = None if attempt.fitting.trains else 'part' if run.error else 'whole'
        if attempt.fitting.template.origin['from'] == 'search' and repair_of(error) is not None:
            error = _input_failure(session, error)
    error = session.runner.explain(error)
    answer['failure'] = failure_of(error, session.workspace, builder.positions)
    if evaluated:
        answer['failure']['evaluated'] = evaluated
    ends = loose_ends()
    if ends is not None:
        answer['kerasUpTo'] = described(session, session.positions, ends, [])
        refused = refusal(session.positions)
        if refused is not None and answer['failure']['code'] == 'raised':
            answer['kerasUpTo']['refused'] = refused
    if answer.get('upTo'):
        answer['upTo'] = _finish(session, attempt, builder)
    return answer


def _input_failure(session, error):
    """No shape was found: the last error's place and text."""
    failed = Failed('input', {'definition': session.definition, 'text': str(error)[:500]})
    failed.__traceback__ = error.__traceback__
    return failed
