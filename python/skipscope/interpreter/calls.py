"""
Calls of torch by the shapes and types of their arguments: `resolve` reads nothing else of a tensor, so a training step looks up what its first
pass worked out.
"""
import torch

PLAIN = frozenset((int, float, bool, str, type(None), complex, type(Ellipsis), torch.dtype, torch.device, torch.layout, torch.memory_format))
TENSORS = frozenset((torch.Tensor, torch.nn.Parameter))
MOST_KEPT = 20_000


class Unkeyed(Exception):
    """An argument whose kind tells nothing about what `resolve` reads of it."""


class Told:
    """`places`: which of the tensors among the arguments are operands, in order. `bound` and `attributes` are those without tensors."""
    __slots__ = ('op', 'in_place', 'slots', 'places', 'bound', 'attributes')

    def __init__(self, op, in_place, slots, places, bound, attributes):
        self.op, self.in_place, self.slots, self.places = op, in_place, slots, places
        self.bound, self.attributes = bound, attributes


class Calls:
    """The calls that were seen."""

    def __init__(self):
        self.known = {}

    def key(self, func, args, kwargs):
        """(key, tensors among the arguments in order); the key is None if one cannot be made."""
        found = []
        try:
            key = (func, entry_key(args, found), entry_key(kwargs, found) if kwargs else None)
        except Unkeyed:
            return None, found
        # One tensor at two places stands in each of them for itself.
        return (key if len({id(one) for one in found}) == len(found) else None), found

    def look_up(self, func, args, kwargs):
        """(what is known of a call or None, tensors among the arguments)."""
        key, found = self.key(func, args, kwargs)
        return (self.known.get(key) if key is not None else None), found

    def keep(self, key, found, call):
        """Remember a call whose operands are all of its tensors."""
        op, bound, in_place, operands, attributes = call
        at = {id(tensor): place for place, tensor in enumerate(found)}
        if len(self.known) >= MOST_KEPT or any(id(tensor) not in at for _, tensor in operands) or len(operands) != len(found):
            return
        plain = {name: value for name, value in bound.items() if not holds_tensor(value)}
        self.known[key] = Told(op, in_place, [slot for slot, _ in operands], [at[id(tensor)] for _, tensor in operands], plain, attributes)


def entry_key(value, found):
    kind = type(value)
    if kind in TENSORS:
        found.append(value)
        return value.shape, value.dtype
    if kind in PLAIN:
        return kind, value
    if kind is tuple or kind is list or kind is torch.Size:
        return (kind, *[entry_key(one, found) for one in value])
    if kind is slice:
        return slice, entry_key(value.start, found), entry_key(value.stop, found), entry_key(value.step, found)
    if kind is dict:
        return (dict, *[(name, entry_key(one, found)) for name, one in value.items()])
    raise Unkeyed


def holds_tensor(value):
    if isinstance(value, (list, tuple)):
        return any(holds_tensor(one) for one in value)
    return isinstance(value, torch.Tensor) or isinstance(value, dict)
