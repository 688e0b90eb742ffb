"""
The search for an input that a model takes, where nothing tells one: shapes by its first layer, repaired by what the
errors say. The try that came furthest is repaired first.
"""
import heapq
import itertools
import math
import re

from .repairs import repair_of
from .templates import Template, TensorSpec

SIDES = (32, 28, 224, 64, 96, 128, 256, 299, 16, 227, 84, 48, 112, 384, 512)
MOST_TRIES = 90
# Module calls of all tries together: a large model is tried less often.
MOST_CALLS = 20000
LARGEST = 4096
MOST_CONSUMERS = 3
KINDS = (
    ('time', r'^(t|ts|time|times|timestep|timesteps|time_steps?|time_cond|diffusion_step|step)$'),
    ('tokens', r'^(idx|ids|tokens?|src|trg|tgt|text|texts|words?|sentences?|captions?|seqs?|sequences?)$|input_ids|token_ids|_seq$|tokens$|_ids$|^input_tensor$'),
    ('flag', r'^(is|return|use|need|with|only|output|do)_|^(training|train|verbose|visualize|profile|augment|mode|causal|debug|deterministic)$'),
    ('none', r'mask|^(hidden|hx|state|states|memory_key|prev_state|cache|past|incremental_state|attn_bias|targets?|kv|context_lens)$'),
    ('label', r'^(y|labels?|class(es)?|class_labels?|target|cls)$'),
    ('extent', r'^(h|w|height|width|H|W|patch_h|patch_w)$'),
    ('length', r'length|lens$'),
)
NAMED = [(kind, re.compile(pattern)) for kind, pattern in KINDS]


def kind_of(name):
    """The kind of a parameter of `forward` by its name."""
    return next((kind for kind, pattern in NAMED if pattern.search(name)), 'tensor')


class Guess:
    """What is tried for one parameter: `rest` is the shape without the batch."""
    __slots__ = ('kind', 'rest', 'dtype')

    def __init__(self, kind, rest=(), dtype='float32'):
        self.kind, self.rest, self.dtype = kind, tuple(rest), dtype

    def value(self):
        if self.kind == 'tensor':
            return TensorSpec.scaled(self.rest, self.dtype)
        if self.kind == 'list':
            return [TensorSpec.scaled(self.rest, self.dtype)]
        return {'none': None, 'flag': False, 'extent': self.rest[0] if self.rest else 14}[self.kind]

    def key(self):
        return self.kind, self.rest, self.dtype

    def with_rest(self, rest):
        return Guess(self.kind, rest, self.dtype)


def first_guesses(model, names, nn, sides):
    """The first states of the search, best first: a guess for each required parameter."""
    shapes = consumer_shapes(model, nn, sides)
    kinds = [kind_of(name) for name in names]
    if kinds and kinds[0] == 'tensor' and set(kinds[1:]) & {'label', 'time', 'tokens'}:
        # An embedding looks up the parameter whose name says so, not the first one.
        shapes = [one for one in shapes if one[1] != 'int64'] + [one for one in shapes if one[1] == 'int64']
    starts = []
    for rest, dtype in shapes:
        starts.append([_guess(name, Guess('tensor', rest, dtype), at) for at, name in enumerate(names)])
    return starts


def _guess(name, main, at):
    kind = kind_of(name)
    if kind == 'time':
        return Guess('tensor', (), 'int64')
    if kind == 'tokens' and main.dtype == 'int64':
        return main
    if kind == 'label' and at:
        return Guess('tensor', (), 'int64')
    if kind in ('none', 'flag') and at:
        return Guess(kind)
    if kind == 'extent' and at:
        return Guess(kind, main.rest[-1:] if len(main.rest) > 2 else (int(math.sqrt(main.rest[0])) if main.rest else 14,))
    if kind == 'length':
        return Guess('tensor', (), 'int64')
    return main


def consumer_shapes(model, nn, sides):
    """(shape without the batch, dtype) by the first layer, in order of definition, that tells its width."""
    found, kinds = [], set()
    for module in model.modules():
        shapes = _shapes_for(module, nn, sides)
        if shapes and type(module).__name__ not in kinds and len(kinds) < MOST_CONSUMERS:
            kinds.add(type(module).__name__)
            found += shapes
    return found + _general(sides)


def _shapes_for(module, nn, sides):
    kind = type(module).__name__
    channels = getattr(module, 'in_channels', None)
    if channels is not None and hasattr(module, 'kernel_size') and hasattr(module, 'weight'):
        dims = len(module.weight.shape) - 2
        if dims == 1:
            return [((channels, side), 'float32') for side in (128, 1024, 16000)]
        return [((channels,) + (side,) * dims, 'float32') for side in (sides if dims == 2 else (16, 32, 64))]
    if hasattr(module, 'num_embeddings'):
        return [((16,), 'int64'), ((), 'int64')]
    if hasattr(module, 'in_features') and isinstance(module, nn.Linear):
        return [((module.in_features,), 'float32')] + _squares(module.in_features) + [((16, module.in_features), 'float32')]
    if isinstance(module, nn.RNNBase):
        return [((16, module.input_size), 'float32')]
    if kind.startswith('BatchNorm') and hasattr(module, 'num_features'):
        dims = {'1': 0, '2': 2, '3': 3}.get(kind[9:10], 2)
        return [((module.num_features,) + (32,) * dims, 'float32')]
    if kind in ('GroupNorm', 'InstanceNorm2d'):
        return [((getattr(module, 'num_channels', None) or module.num_features, 32, 32), 'float32')]
    if kind == 'LayerNorm':
        return [((16,) + tuple(module.normalized_shape), 'float32'), (tuple(module.normalized_shape), 'float32')]
    if kind == 'MultiheadAttention':
        return [((16, module.embed_dim), 'float32')]
    return []


def _squares(width):
    found = []
    for channels in (1, 3):
        side = math.isqrt(width // channels) if hasattr(math, 'isqrt') else int(math.sqrt(width // channels))
        if side > 1 and side * side * channels == width:
            found.append(((channels, side, side), 'float32'))
    return found


def _general(sides):
    return [((3, sides[0], sides[0]), 'float32'), ((64, 16, 16), 'float32'), ((64,), 'float32'), ((16, 64), 'float32'),
            ((1, 28, 28), 'float32'), ((3, 224, 224), 'float32'), ((16,), 'int64'), ((3, 256, 256), 'float32'),
            ((512, 7, 7), 'float32'), ((49, 512), 'float32'), ((3, 16, 64, 64), 'float32')]


class Search:
    """`attempt(template)` returns the calls that came through; it raises what the model raises."""

    def __init__(self, names, attempt, progress):
        self.names = names
        self.attempt = attempt
        self.progress = progress
        self.seen, self.queue, self.order = set(), [], itertools.count()
        self.best = None
        self.tries = 0

    def run(self, starts):
        """The template of the first try that works, or None; `best` holds the last error of the furthest try."""
        for start in starts:
            self.push(start, 0, (1, LARGEST))
        calls = 0
        while self.queue and self.tries < MOST_TRIES and calls < MOST_CALLS:
            _, _, state, bounds = heapq.heappop(self.queue)
            template = self.template(state)
            self.tries += 1
            try:
                self.attempt(template)
                return template
            except (Exception, SystemExit) as error:
                came = self.progress()
                calls += came
                if self.best is None or came > self.best[0]:
                    self.best = (came, error, template)
                for fresh, limits in proposals(state, repair_of(error), bounds, template):
                    self.push(fresh, came + 1, limits)
        return None

    def push(self, state, came, bounds):
        key = tuple(guess.key() for guess in state)
        if key not in self.seen and all(all(0 < extent <= LARGEST * 16 for extent in guess.rest) for guess in state):
            self.seen.add(key)
            heapq.heappush(self.queue, (-came, next(self.order), state, bounds))

    def template(self, state):
        return Template([guess.value() for guess in state], {}, {'from': 'search'})


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
    if repair is None or repair.kind == 'divisible':
        found += [(fresh, bounds) for fresh in _alternatives(state)]
    return found


def _alternatives(state):
    """Other kinds for parameters whose name says little."""
    for at, guess in enumerate(state):
        if guess.dtype == 'int64' and guess.rest == (16,):
            others = [Guess('tensor', (4,), 'int64')]
        elif guess.kind == 'none':
            others = [Guess('tensor', state[0].rest, state[0].dtype), Guess('tensor', state[0].rest[:1], 'bool')]
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
        for shape, _ in _squares(want):
            yield shape, guess.dtype, bounds
    if rest and got and rest[-1] != got and rest[-1] + want - got > 0:
        yield rest[:-1] + (rest[-1] + want - got,), guess.dtype, bounds
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
    yield from _sides(guess, repair.want / max(1, repair.got), bounds) if len(guess.rest) >= 2 else ()
    if len(guess.rest) == 1:
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
        for side in (224, 256, 384, 28):
            if side != guess.rest[-1]:
                yield (guess.rest[0], side, side), guess.dtype, bounds


CHANGES = {'channels': _channels, 'features': _features, 'match': _match, 'total': _total, 'small': _small,
           'tokens': _tokens, 'float': _float, 'rank': _rank, 'lower': _lower, 'square': _square}
