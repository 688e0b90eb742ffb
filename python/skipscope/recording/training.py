"""The loss and the optimizer that a file makes: `Recording.training`."""
from .nodes import plain


def training_of(made, positions):
    """
    From `current.training`: entries ('loss', operation, frames) and ('optimizer', (name, arguments), frames). Several
    of a kind at different places tell nothing; None where neither is told.
    """
    told = {}
    loss = only(made, 'loss')
    if loss is not None:
        told['loss'] = {'op': loss[1], 'at': positions.read(loss[2])[0]}
    optimizer = only(made, 'optimizer')
    if optimizer is not None:
        name, arguments = optimizer[1]
        told['optimizer'] = {'name': name, 'arguments': {key: plain(value) for key, value in arguments.items()},
                             'at': positions.read(optimizer[2])[0]}
    return told or None


def only(made, kind):
    """The one of a kind; a line that runs twice counts once."""
    of_kind = [entry for entry in made if entry[0] == kind]
    lines = {(entry[2][0][0].co_filename, entry[2][0][2]) for entry in of_kind}
    return of_kind[-1] if len(lines) == 1 else None
