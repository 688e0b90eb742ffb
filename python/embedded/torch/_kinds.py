"""`torch.jit.isinstance`: what containers hold is looked at, too."""
import typing


def is_of(value, kind):
    """Tell whether a value is of a kind like `Dict[str, Tensor]`, or of one in a tuple of them."""
    if isinstance(kind, tuple):
        return any(is_of(value, one) for one in kind)
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin is None:
        return isinstance(value, kind)
    if not isinstance(origin, type) or origin.__name__ in ('Union', 'UnionType'):
        return any(is_of(value, one) for one in parts)
    if not isinstance(value, origin):
        return False
    if origin is tuple:
        return len(value) == len(parts) and all(map(is_of, value, parts))
    if origin is dict:
        return all(is_of(key, parts[0]) and is_of(entry, parts[1]) for key, entry in value.items())
    return all(is_of(entry, parts[0]) for entry in value)
