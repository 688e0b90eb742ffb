"""Patterns: `b c (h p1) (w p2) -> b (h w) (p1 p2 c)`."""
import functools
import math


class EinopsError(RuntimeError):
    """As einops raises it."""


@functools.lru_cache(maxsize=None)
def side(text):
    """One side as a tuple of groups, each a tuple of axes; an ellipsis is the axis `…`, and the group `'…'` where it stands alone."""
    groups, current = [], None
    for token in text.replace('...', ' … ').replace('(', ' ( ').replace(')', ' ) ').split():
        if token == '(':
            if current is not None:
                raise EinopsError('Axis composition is one-level (brackets inside brackets not allowed)')
            current = []
        elif token == ')':
            if current is None:
                raise EinopsError('Brackets are not balanced')
            groups.append(tuple(current))
            current = None
        elif current is not None:
            current.append(token)
        else:
            groups.append(token if token == '…' else (token,))
    if current is not None:
        raise EinopsError('Imbalanced parentheses in expression: "%s"' % text)
    return tuple(groups)


@functools.lru_cache(maxsize=None)
def sides(pattern):
    left, arrow, right = pattern.partition('->')
    if not arrow:
        raise EinopsError('Pattern should have "->": ' + pattern)
    return side(left), side(right)


def spelled(groups, rank, names):
    """Groups with the ellipsis as numbered axes; `rank` is that of the tensor on the left side."""
    if not any('…' in group for group in groups):
        return groups
    told = []
    for group in groups:
        inner = tuple(axis for one in group for axis in (names if one == '…' else (one,)))
        told.extend([(axis,) for axis in inner] if group == '…' else [inner])
    return tuple(told)


def ellipsis_names(groups, rank):
    return tuple('…%d' % at for at in range(rank - len(groups) + 1)) if '…' in groups else ()


class Call:
    """A call as einops tells of it where it refuses: the operation, the pattern, the shape of the tensor, the sizes that were given."""

    def __init__(self, operation, pattern, shape, given):
        self.operation, self.pattern, self.shape, self.given = operation, pattern, shape, given

    def refused(self, why):
        return EinopsError(' Error while processing %s-reduction pattern "%s".\n Input tensor shape: %s. Additional info: %s.\n %s' % (
            self.operation, self.pattern, self.shape, self.given, why))


def check_rank(groups, call):
    """The left side, as it is written, against the tensor."""
    rank, named = len(call.shape), sum(group != '…' for group in groups)
    if '…' in groups and rank < named:
        raise call.refused('Wrong shape: expected >=%d dims. Received %d-dim tensor.' % (named, rank))
    if '…' not in groups and rank != named:
        raise call.refused('Wrong shape: expected %d dims. Received %d-dim tensor.' % (named, rank))


def known_sizes(groups, given, call):
    """The size of every axis of the left side."""
    sizes = {axis: int(size) for axis, size in given.items()}
    for group, extent in zip(groups, call.shape):
        open_axes = [axis for axis in group if axis not in sizes and not axis.isdigit()]
        known = math.prod(size_of(axis, sizes) for axis in group if axis not in open_axes)
        if len(open_axes) > 1:
            raise call.refused('Could not infer sizes for {%s}' % ', '.join(map(repr, open_axes)))
        if open_axes:
            if not known or extent % known:
                raise call.refused("Shape mismatch, can't divide axis of length %d in chunks of %d" % (extent, known))
            sizes[open_axes[0]] = extent // known
        elif known != extent:
            raise call.refused('Shape mismatch, %d != %d' % (extent, known))
    return sizes


def size_of(axis, sizes):
    return int(axis) if axis.isdigit() else sizes[axis]
