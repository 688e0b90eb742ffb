"""
Draws that decide which layers run, as where whole layers are dropped in training: a draft, and every step after it, takes the likeliest way, and
so shows and measures all layers.
"""
import torch

DRAWS = frozenset('rand rand_like uniform_ bernoulli bernoulli_'.split())
# One for each layer; more are masks of entries, which decide nothing.
MOST = 256

# Just below a half: where both ways are as likely, the layer runs that a draw below its share keeps.
HALF = 0.5 - 1e-6


def decides(name, args):
    """Tell whether a call draws; functions of `nn.init` have the names of methods, and take all they take by name."""
    return name in DRAWS and (len(args) > 0 or name == 'rand')


def likeliest(name, args, kwargs, made):
    """The draw `made` with its likeliest entries beside it: the middle of a range, the likelier of two. Unknown where the shares are."""
    made._drawn = True
    vars(made).pop('_values', None)
    shares = shares_of(name, args, kwargs)
    if made.numel() <= MOST and shares is not None:
        with torch.device('cpu'):
            values = torch.as_tensor(shares, dtype=torch.float64).expand(made.shape)
            made._values = (values >= HALF).to(made.dtype) if name.startswith('bernoulli') else values.to(made.dtype)
    return made


def shares_of(name, args, kwargs):
    """The middle of a range, or the share of ones: a number, or the entries of a tensor."""
    if name.startswith('rand'):
        return HALF
    if name == 'uniform_':
        low, high = (*args[1:3], *(kwargs.get(key, end) for key, end in (('from', 0.0), ('to', 1.0))[len(args) - 1:]))
        return low + (high - low) * HALF
    shares = args[1] if len(args) > 1 else kwargs.get('p', 0.5 if name == 'bernoulli_' else args[0])
    return vars(shares).get('_values') if isinstance(shares, torch.Tensor) else shares


def is_drawn(tensor):
    return vars(tensor).get('_drawn', False)


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
