"""
Draws that decide which layers run, as where whole layers are dropped in training: a draft, and every step after it, takes the likeliest way, and
so shows and measures all layers.
"""
import torch

RANGES = frozenset('rand rand_like uniform_ bernoulli bernoulli_'.split())
# Of whole numbers none is likelier than the others. Inputs are drawn from a normal distribution, and are known to nobody.
OTHERS = frozenset('randint randint_like random_ randperm'.split())
# One for each layer; more are masks of entries, which decide nothing.
MOST = 256
# Just below a half: where both ways are as likely, the layer runs that a draw below its share keeps.
HALF = 0.5 - 1e-6


def is_draw(name, args):
    """Functions of `nn.init` have the names of methods, and take all they take by name."""
    return name in RANGES and (len(args) > 0 or name == 'rand') or name in OTHERS and len(args) > 0


def with_entries(name, func, args, kwargs, made):
    """
    The draw `made` on the device `meta` with entries beside it: the middle of a range, the likelier of two, else those that the seed draws.
    Without any where it has many, or its shares are unknown. It also keeps what a note says of whoever reads it.
    """
    vars(made).pop('_values', None)
    made._drawn = 'draw decides' if name in RANGES else 'value read'
    if made.numel() <= MOST:
        with torch.device('cpu'):
            values = drawn(name, func, args, kwargs, made) if name in OTHERS else likeliest(name, args, kwargs, made)
        if values is not None:
            made._values = values
    return made


def drawn(name, func, args, kwargs, made):
    writes = name.endswith(('_', '_like'))
    return func(torch.empty(made.shape, dtype=made.dtype), *args[1:], **kwargs) if writes else func(*args, **kwargs)


def likeliest(name, args, kwargs, made):
    shares = shares_of(name, args, kwargs)
    if shares is None:
        return None
    values = torch.as_tensor(shares, dtype=torch.float64).expand(made.shape)
    return (values >= HALF).to(made.dtype) if name.startswith('bernoulli') else values.to(made.dtype)


def shares_of(name, args, kwargs):
    """The middle of a range, or the share of ones: a number, or the entries of a tensor; None where they are unknown."""
    if name.startswith('rand'):
        return HALF
    if name == 'uniform_':
        low, high = map(entries_of, (*args[1:3], *(kwargs.get(key, end) for key, end in (('from', 0.0), ('to', 1.0))[len(args) - 1:])))
        return None if low is None or high is None else low + (high - low) * HALF
    shares = args[1] if len(args) > 1 else kwargs.get('p', 0.5 if name == 'bernoulli_' else args[0])
    return entries_of(shares)


def entries_of(value):
    """A number, or a tensor with its entries; None where they are unknown."""
    return vars(value).get('_values') if isinstance(value, torch.Tensor) else value


def note_of(tensors):
    """Tells how a note names a call that reads draws; None where it reads none."""
    told = {vars(one).get('_drawn') for one in tensors} - {None}
    return min(told, key=('value read', 'draw decides').index, default=None)


class Decisions:
    """The answers that a draft has read from draws, by the number of the operation that comes and the name of the call."""

    def __init__(self):
        self.answers = {}

    def keep(self, number, name, answer):
        self.answers.setdefault((number, name), []).append(answer)

    def reader(self):
        """A function that gives each answer again, in order, as (answer,); None for what was no decision."""
        left = {key: iter(answers) for key, answers in self.answers.items()}

        def read(number, name):
            told = next(left.get((number, name), iter(())), None)
            return None if told is None else (told,)
        return read
