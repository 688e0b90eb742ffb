"""The feature maps that a neck or a head takes from a backbone: a list, by the channels and places that its attributes tell."""
from .templates import Template, TensorSpec

LARGEST_SIDE, SMALLEST_SIDE = 64, 4


def pyramid(model, names):
    """Templates with one map for each entry of `in_channels`, at the places of `in_index`, each half as large as the one before."""
    channels, places = getattr(model, 'in_channels', None), getattr(model, 'in_index', None)
    several = numbers(channels) or numbers(places)
    if len(names) != 1 or not several and not _is_number(places):
        return
    if _is_number(channels):
        count = len(numbers(places)) or 1
        channels = [channels // count + (at < channels % count) for at in range(count)]
    channels = numbers(channels)
    at = numbers(places) or ([max(places, 0)] if _is_number(places) else range(len(channels)))
    told = dict(zip(at, channels))
    if told and min(told) >= 0:
        widths = [told.get(place) or channels[0] for place in range(max(told) + 1)]
        maps = [(width,) + (max(LARGEST_SIDE >> place, SMALLEST_SIDE),) * 2 for place, width in enumerate(widths)]
        yield Template([[TensorSpec.scaled(one) for one in maps]], {}, {'from': 'default configuration'})


def numbers(value):
    """The entries of a list of whole numbers; none of anything else."""
    return list(value) if isinstance(value, (list, tuple)) and all(map(_is_number, value)) else []


def _is_number(value):
    return isinstance(value, int) and not isinstance(value, bool)
