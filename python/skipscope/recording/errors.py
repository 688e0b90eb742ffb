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
