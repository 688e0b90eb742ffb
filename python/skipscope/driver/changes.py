"""Other shapes and kinds to try after an error, best first."""
import math

from .consumers import Guess, squares
from .templates import BATCHES

# An extent that follows another by a sum comes near it at once; one that does not would be shifted for ever.
MOST_SHIFT = 4


def proposals(state, repair, bounds, template):
    """States that an error asks for, best first, with the sides that are still in question."""
    found = []
    for at in _concerned(state, repair):
        guess = state[at]
        for rest, dtype, limits in _changed(guess, repair, bounds):
            fresh = list(state)
            fresh[at] = Guess('tensor', rest, dtype)
            found.append((fresh, limits))
            together = [Guess('tensor', rest, dtype) if one.key() == guess.key() else one for one in state]
            found.append((together, limits))
    if repair is not None and repair.kind == 'total' and repair.got % repair.want == 0:
        found += [([_without_steps(one) for one in state], bounds)]
    if repair is None or repair.kind in ('divisible', 'total'):
        found += [(fresh, bounds) for fresh in _alternatives(state)]
    elif is_read_one_by_one(state, repair):
        found.insert(0, ([Guess('list', state[0].rest, state[0].dtype)], bounds))
    return found


def _without_steps(guess):
    """A vector for each sample in the place of a sequence of them."""
    is_sequence = guess.kind == 'tensor' and len(guess.rest) == 2
    return Guess('tensor', guess.rest[1:], guess.dtype) if is_sequence else guess


def is_read_one_by_one(state, repair):
    """Tell whether an error is about samples of a batch of pictures where pictures are asked for: `forward` goes over a list of them."""
    if len(state) != 1 or state[0].kind != 'tensor' or len(state[0].rest) != 3:
        return False
    shape = None if repair.tensor is None else tuple(repair.tensor.shape)
    return repair.kind == 'rank' and repair.want == 4 or shape is not None and len(shape) == 3 or repair.rows == math.prod(state[0].rest[:-1])


def _alternatives(state):
    """Other kinds for parameters whose name says little."""
    for at, guess in enumerate(state):
        if guess.dtype == 'int64' and guess.rest == (16,):
            others = [Guess('tensor', (4,), 'int64')]
        elif guess.kind == 'none':
            others = [Guess('tensor', state[0].rest, state[0].dtype), Guess('tensor', state[0].rest[:1], 'bool')]
        elif guess.kind in ('number', 'extent'):
            others = [Guess('tensor', state[0].rest, state[0].dtype)]
        elif guess.kind == 'tensor' and at:
            others = [Guess('none'), Guess('tensor', (), 'int64')]
        elif guess.kind == 'tensor' and len(guess.rest) > 1 and len(state) == 1:
            others = [Guess('list', guess.rest, guess.dtype)]
        else:
            continue
        for other in others:
            yield state[:at] + [other] + state[at + 1:]


def _concerned(state, repair):
    """The parameters that an error may be about."""
    if repair is None:
        return []
    tensors = [at for at, guess in enumerate(state) if guess.kind == 'tensor']
    if repair.tensor is not None:
        shape = tuple(repair.tensor.shape)[1:]
        same = [at for at in tensors if state[at].rest == shape]
        if same:
            return same + [at for at in tensors if at not in same][:1]
    return tensors[:3]


def _changed(guess, repair, bounds):
    """(shape, dtype, bounds) for one parameter."""
    change = CHANGES.get(repair.kind)
    return list(change(guess, repair, bounds)) if change else []


def _channels(guess, repair, bounds):
    rest, want, got = guess.rest, repair.want, repair.got
    if not want:
        return
    if rest and (got is None or rest[0] == got):
        yield (want,) + rest[1:], guess.dtype, bounds
    if rest and got and rest[-1] == got and len(rest) > 1:
        yield rest[:-1] + (want,), guess.dtype, bounds
    if rest and got and rest[0] != got and (rest[0] * want) % got == 0:
        yield (rest[0] * want // got,) + rest[1:], guess.dtype, bounds
    if rest and got and rest[0] != got and rest[0] + want - got > 0:
        yield (rest[0] + want - got,) + rest[1:], guess.dtype, bounds
    if len(rest) < 2:
        yield (want, 32, 32), guess.dtype, bounds


def _features(guess, repair, bounds):
    rest, want, got = guess.rest, repair.want, repair.got
    if not want:
        return
    if rest and (got is None or rest[-1] == got):
        yield rest[:-1] + (want,), guess.dtype, bounds
    if rest and got and rest[0] == got and len(rest) > 1:
        yield (want,) + rest[1:], guess.dtype, bounds
    if got and math.prod(rest) == got if hasattr(math, 'prod') else False:
        yield (want,), guess.dtype, bounds
        for shape, _ in squares(want):
            yield shape, guess.dtype, bounds
    if rest and got and rest[-1] != got and 0 < rest[-1] + want - got <= MOST_SHIFT * max(want, got):
        yield rest[:-1] + (rest[-1] + want - got,), guess.dtype, bounds
    if got == 1 and len(rest) < 3:
        # What is left of each channel once a picture is pooled.
        yield (want, 32, 32), guess.dtype, bounds
    if got and len(rest) >= 2:
        yield from _sides(guess, want / got, bounds)
    if got and len(rest) == 2:
        yield (want, rest[1]), guess.dtype, bounds


def _match(guess, repair, bounds):
    rest, want, got = guess.rest, repair.want, repair.got
    if not want or not got:
        return
    for at, extent in enumerate(rest):
        if extent == got:
            yield rest[:at] + (want,) + rest[at + 1:], guess.dtype, bounds
    for at, extent in enumerate(rest):
        if extent == want:
            yield rest[:at] + (got,) + rest[at + 1:], guess.dtype, bounds
    if len(rest) >= 3:
        yield from _sides(guess, want / got, bounds)
        for side in (64, 256):
            yield rest[:1] + (side,) * (len(rest) - 1), guess.dtype, bounds
    if len(rest) == 2:
        yield (want, rest[1]), guess.dtype, bounds
        yield (want - 1, rest[1]), guess.dtype, bounds
    if len(rest) == 1 and guess.dtype == 'int64':
        yield (want,), guess.dtype, bounds


def _sides(guess, ratio, bounds):
    """Scale the picture so that an extent behind it grows by a ratio; halve what is in question at each try."""
    dims = max(1, len(guess.rest) - 1)
    side = guess.rest[-1]
    low, high = bounds
    low, high = (max(low, side + 1), high) if ratio > 1 else (low, min(high, side - 1))
    if low > high:
        return
    aims = {round(side * ratio ** (1 / dims)), round(side * math.sqrt(ratio)), (low + min(high, 4 * side)) // 2}
    for aim in sorted(aims, key=lambda one: abs(one - side * ratio ** (1 / dims))):
        aim = min(max(aim, low), high)
        yield guess.rest[:1] + (aim,) * dims, guess.dtype, (low, high)


def _total(guess, repair, bounds):
    if repair.sample and repair.sample != guess.rest:
        yield repair.sample, guess.dtype, bounds
    if math.prod(guess.rest) * BATCHES[0] == repair.want:
        # Something is given the shape of this one.
        for shape, _ in squares(repair.got // BATCHES[0]):
            yield shape, guess.dtype, bounds
    yield from _sides(guess, repair.want / max(1, repair.got), bounds) if len(guess.rest) >= 2 else ()
    if len(guess.rest) == 1:
        yield (16,) + guess.rest, guess.dtype, bounds
        yield (max(1, guess.rest[0] * repair.want // max(1, repair.got)),), guess.dtype, bounds


def _small(guess, repair, bounds):
    if len(guess.rest) >= 2:
        side = guess.rest[-1] * 2
        if side <= 512:
            yield guess.rest[:1] + (side,) * (len(guess.rest) - 1), guess.dtype, (guess.rest[-1] + 1, bounds[1])


def _tokens(guess, repair, bounds):
    if guess.dtype != 'int64':
        yield (16,), 'int64', bounds
        yield (), 'int64', bounds
        yield guess.rest, 'int64', bounds


def _float(guess, repair, bounds):
    if guess.dtype != 'float32':
        yield guess.rest, 'float32', bounds


def _rank(guess, repair, bounds):
    wanted, rest = repair.want, guess.rest
    if not wanted or wanted == len(rest) + 1 or wanted > 6:
        return
    channel, last = (rest[0], rest[-1]) if rest else (3, 32)
    if wanted == 2:
        yield (last,), guess.dtype, bounds
    elif wanted == 3:
        yield (16, last), guess.dtype, bounds
        yield (channel, 16 if len(rest) < 2 else rest[-1]), guess.dtype, bounds
    elif wanted == 4:
        side = rest[-1] if len(rest) > 2 else 32
        yield (channel if rest else 3, side, side), guess.dtype, bounds
        yield (last, 16, 16), guess.dtype, bounds
        yield (3, 224, 224), guess.dtype, bounds
    elif wanted == 5:
        yield (channel, 16, 32, 32), guess.dtype, bounds
        yield (4, channel, 32, 32), guess.dtype, bounds
    elif wanted == 1:
        yield (), guess.dtype, bounds


def _lower(guess, repair, bounds):
    rest = guess.rest
    if len(rest) == 1:
        yield (16, rest[0]), guess.dtype, bounds
        yield (rest[0], 16, 16), guess.dtype, bounds
    elif len(rest) == 2:
        yield (rest[1], 16, 16), guess.dtype, bounds


def _square(guess, repair, bounds):
    if len(guess.rest) == 3:
        for side in (repair.want, 224, 256, 384, 28):
            if side and side != guess.rest[-1]:
                yield (guess.rest[0], side, side), guess.dtype, bounds


CHANGES = {'channels': _channels, 'features': _features, 'match': _match, 'total': _total, 'small': _small,
           'tokens': _tokens, 'float': _float, 'rank': _rank, 'lower': _lower, 'square': _square}
