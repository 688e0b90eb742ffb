"""Any transform."""
import torch

from skipscope.recording import current
from skipscope.recording.errors import UnknownOperation
from skipscope.recording.tidy import is_tensor

# Transforms that a network may hold and apply to a tensor.
APPLIED = {'Resize': 'resize', 'CenterCrop': 'center_crop', 'Normalize': 'normalize', 'RandomResizedCrop': 'random_resized_crop'}
# Those that change a picture with some probability alone. As a branch on a random number they are not taken.
BY_CHANCE = frozenset('RandomGrayscale RandomHorizontalFlip RandomVerticalFlip RandomErasing RandomInvert RandomSolarize RandomPosterize '
                      'RandomEqualize RandomAutocontrast RandomAdjustSharpness RandomPerspective'.split())


class Transform(torch.nn.Module):
    """Keeps its arguments; `size` where they tell one."""

    def __init__(self, *arguments, **keywords):
        super().__init__()
        self.arguments, self.keywords = arguments, keywords
        self.size = keywords.get('size', arguments[0] if arguments and isinstance(arguments[0], (int, tuple, list)) else None)

    def forward(self, value, *arguments, **keywords):
        name = type(self).__name__
        if not is_tensor(value):
            return value
        if name in BY_CHANCE:
            if current.builder is not None:
                current.builder.note('value read', 'torchvision.transforms.' + name)
            return value
        if name not in APPLIED:
            raise UnknownOperation('torchvision.transforms.' + name)
        from .pictures import KNOWN
        return KNOWN[APPLIED[name]](value, *self.arguments, **self.keywords)


class Compose:
    """No module, as with torchvision."""

    def __init__(self, transforms=(), *arguments, **keywords):
        self.transforms = list(transforms)

    def __call__(self, value, *arguments, **keywords):
        for one in self.transforms:
            value = one(value)
        return value


_made = {}


def transform(name):
    """The class or function of a name."""
    if name.startswith('__'):
        raise AttributeError(name)
    if name not in _made:
        _made[name] = type(name, (Transform,), {}) if name[:1].isupper() else _function(name)
    return _made[name]


def _function(name):
    from .pictures import applied
    return applied(name)


def kept(name):
    """A transform by the name of a function."""
    return type(name, (Transform,), {})


def __getattr__(name):
    return transform(name)
