"""Pretrained weights are not loaded, and a note says so; the functions that build a model by its name."""
from skipscope.recording.notes import leave_note

BUILDERS = {}


def is_wanted(weights, pretrained=False):
    return weights is not None and weights is not False or bool(pretrained)


def told(weights, pretrained, name):
    if is_wanted(weights, pretrained):
        leave_note('weights not loaded', 'torchvision.models.' + name)


def builder(name, make, **fixed):
    """The function of this name: `make` with its fixed arguments, over which those of the caller go; old calls give `pretrained` first."""
    def build(weights=None, progress=True, pretrained=False, **kwargs):
        told(weights, pretrained, name)
        return make(**{**fixed, **kwargs})
    return listed(name, build, make.__module__)


def listed(name, build, module):
    build.__name__ = build.__qualname__ = name
    build.__module__ = module
    BUILDERS[name] = build
    return build
