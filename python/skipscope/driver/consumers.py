"""First guesses of a model's inputs: kinds by the names of `forward`'s parameters, shapes by its first layers."""
import math
import re

from .templates import TensorSpec
from .told_kinds import told_kinds

SIDES = (32, 28, 224, 64, 96, 128, 256, 299, 16, 227, 84, 48, 112, 384, 512)
MOST_CONSUMERS = 3
LARGEST = 4096
FEW_LISTS = 3
SOME_NUMBER = 0.5
LISTS = frozenset(('feats', 'mlvl_feats', 'multi_level_feats', 'mlvl_features'))
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
    """The shapes to try for one parameter: `rest` is the shape without the batch."""
    __slots__ = ('kind', 'rest', 'dtype')

    def __init__(self, kind, rest=(), dtype='float32'):
        self.kind, self.rest, self.dtype = kind, tuple(rest), dtype

    def value(self):
        if self.kind == 'tensor':
            return TensorSpec.scaled(self.rest, self.dtype)
        if self.kind == 'list':
            return [TensorSpec.scaled(self.rest, self.dtype)]
        return {'none': None, 'flag': False, 'number': SOME_NUMBER, 'extent': self.rest[0] if self.rest else 14}[self.kind]

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
    if kinds and kinds[0] == 'tokens' and has_embedding(model):
        shapes = [one for one in shapes if one[1] == 'int64'] + [one for one in shapes if one[1] != 'int64']
    told = told_kinds(model)
    called = {name: 'list' for name in names if told.get(name) == 'called list' or name in LISTS and name not in told}
    kept = [_start(names, shape, told) for shape in shapes]
    # The name alone says less: a few lists, then tensors.
    return [_start(names, shape, {**told, **called}) for shape in shapes[:FEW_LISTS]] + kept if called else kept


def _start(names, shape, told):
    return [_guess(name, Guess('list' if told.get(name) == 'list' else 'tensor', *shape), at, told.get(name)) for at, name in enumerate(names)]


def _guess(name, main, at, told):
    kind = kind_of(name)
    if at and told in ('number', 'extent', 'flag') and kind in ('tensor', 'none', 'flag', 'extent'):
        kind = told
    if kind == 'time':
        return Guess('tensor', (), 'int64')
    if kind == 'tokens' and main.dtype == 'int64':
        return main
    if kind == 'label' and at:
        return Guess('tensor', (), 'int64')
    if kind in ('none', 'flag', 'number') and at:
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
        if shapes and type(module).__name__ not in kinds and (len(kinds) < MOST_CONSUMERS or is_embedding(module)):
            kinds.add(type(module).__name__)
            found += shapes
    return pictures_of(model, nn, sides, found) + found + _general(sides)


def pictures_of(model, nn, sides, found):
    """Pictures for a convolution over three channels that stands behind the layers that were looked at, as in a network around a backbone."""
    stem = stem_of(model)
    shapes = _shapes_for(stem, nn, sides)[:3] if stem is not None and stem.in_channels == 3 else []
    return [] if shapes[:1] and shapes[0] in found else shapes


def convolutions_of(model):
    """The convolutions over pictures, in order of definition."""
    return [one for one in model.modules() if getattr(one, 'in_channels', None) and len(getattr(getattr(one, 'weight', None), 'shape', ())) == 4]


def stem_of(model):
    """The first convolution of pictures with three channels, or else with any; None if there is none."""
    found = convolutions_of(model)
    return next((one for one in found if one.in_channels == 3), found[0] if found else None)


def is_embedding(module):
    return hasattr(module, 'num_embeddings')


def has_embedding(model):
    return any(is_embedding(module) for module in model.modules())


def _shapes_for(module, nn, sides):
    kind = type(module).__name__
    channels = getattr(module, 'in_channels', None)
    if channels is not None and hasattr(module, 'kernel_size') and hasattr(module, 'weight'):
        dims = len(module.weight.shape) - 2
        if dims == 1:
            return [((channels, side), 'float32') for side in (128, 1024, 16000)]
        return [((channels,) + (side,) * dims, 'float32') for side in (sides if dims == 2 else (16, 32, 64))]
    if is_embedding(module):
        return [((16,), 'int64'), ((), 'int64')]
    if hasattr(module, 'in_features') and isinstance(module, nn.Linear):
        return [((module.in_features,), 'float32')] + squares(module.in_features) + [((16, module.in_features), 'float32')]
    if isinstance(module, nn.RNNBase):
        return [((16, module.input_size), 'float32')]
    if kind.startswith('BatchNorm') and hasattr(module, 'num_features'):
        dims = {'1': 0, '2': 2, '3': 3}.get(kind[9:10], 2)
        return [((module.num_features,) + (32,) * dims, 'float32')]
    if isinstance(module, (nn.GroupNorm, nn.InstanceNorm2d)):
        return [((getattr(module, 'num_channels', None) or module.num_features, 32, 32), 'float32')]
    if isinstance(module, nn.LayerNorm):
        return [((16,) + tuple(module.normalized_shape), 'float32'), (tuple(module.normalized_shape), 'float32')]
    if isinstance(module, nn.MultiheadAttention):
        return [((16, module.embed_dim), 'float32')]
    return []


def squares(width):
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
