"""Facts of a definition beside its network: the arguments that it was made with, the notes of the way there, what recorded it."""
from ..recording import current
from ..recording.notes import pending_notes
from .failures import python_version
from .places import line_position, position_of


def with_facts(session, candidate, told):
    """The arguments that a Keras model was made with, and the notes of the way there."""
    session.origin = lambda origin: argument_origin(session, origin)
    told['arguments'] = candidate.arguments(session)
    told['notes'] = [note_of(session, *note) for note in session.notes] + pending_notes(session.positions)
    return told


def argument_origin(builder, origin):
    """The source of an argument's value, with the place of the call that passes it."""
    if isinstance(origin, str):
        return {'from': origin}
    if origin[0] == 'call':
        return {'from': 'call', 'at': position_of(builder.positions, origin[1])}
    return {'from': 'captured', 'in': origin[1], 'module': origin[2]}


def note_of(builder, about, what, place):
    """A note with its line."""
    at = line_position(builder.positions, *place)
    if about == 'stood in':
        return {'about': about, 'package': what, 'at': at}
    return {'about': about, 'what': what, 'at': at}


def producer(torch):
    """The library and the Python that record."""
    told = getattr(current.route, 'producer', None)
    if told is not None:
        return dict(told, pythonVersion=python_version())
    return {'route': 'embedded', 'framework': 'torch', 'frameworkVersion': str(torch.__version__), 'pythonVersion': python_version(),
            'device': 'cpu'}
