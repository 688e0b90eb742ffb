"""Strides of contiguous tensors and of reshaped ones."""


def contiguous(shape):
    strides, step = [1] * len(shape), 1
    for at in range(len(shape) - 1, -1, -1):
        strides[at] = step
        step *= max(shape[at], 1)
    return tuple(strides)


def reshaped_strides(shape, strides, new):
    """
    The strides that show the same memory in a new shape, or None where there are none: torch's `computeStride`
    (aten/src/ATen/TensorUtils.cpp).
    """
    if 0 in shape:
        return contiguous(new)
    result = [0] * len(new)
    view_dim = len(new) - 1
    base = strides[-1] if strides else 1
    entries = covered = 1
    for dim in range(len(shape) - 1, -1, -1):
        entries *= shape[dim]
        if dim == 0 or (shape[dim - 1] != 1 and strides[dim - 1] != entries * base):
            while view_dim >= 0 and (covered < entries or new[view_dim] == 1):
                result[view_dim] = covered * base
                covered *= new[view_dim]
                view_dim -= 1
            if covered != entries:
                return None
            if dim > 0:
                base = strides[dim - 1]
                entries = covered = 1
    return tuple(result) if view_dim == -1 else None
