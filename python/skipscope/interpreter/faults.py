"""Faults of a training that a report has words for."""


class UnknownLoss(ValueError):
    """Torch has no loss of this name that takes predictions and targets alone."""


class Unfit(ValueError):
    """The loss refuses the targets."""


class UnknownOptimizer(ValueError):
    """Torch has no optimizer of this name, or one that wants more than a step."""


class UnusableData(ValueError):
    """The data set of the user's gives nothing that a step can take."""
