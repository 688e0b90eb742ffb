"""The reasons that a recording stops at, besides the errors that torch itself raises."""


class NeedsValues(RuntimeError):
    """A branch or a shape depends on the values of a tensor that has none."""

    def __init__(self, operation, shape=None):
        told = '' if shape is None else ' of shape %s' % list(shape)
        super().__init__('%s needs the values of a tensor%s' % (operation, told))
        self.operation = operation


class UnknownOperation(NotImplementedError):
    """An operation of torch that is called but not known."""

    def __init__(self, operation):
        super().__init__('%s is not known' % operation)
        self.operation = operation


def fixable(error, kind, tensor, wanted):
    """
    Attach what the search for an input's shape needs: `fix = (kind, tensor, wanted)`. Kinds: `channels` and
    `features` (wanted: the extent), `small` (wanted: None), `dtype` (wanted: its name), `rank` (wanted: ranks),
    `match` (wanted: the other shape), `heads` and `divisible` (wanted: the divisor).
    """
    error.fix = (kind, tensor, wanted)
    return error
