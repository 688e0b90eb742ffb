"""Distributions by what `sample`, `log_prob` and `entropy` compute, in torch's order of operations."""
import functools
import math

import torch
from skipscope.recording.errors import UnknownOperation
from torch.nn.functional import binary_cross_entropy_with_logits


def together(*values):
    """Tensors of one shape; a number has the type of the first tensor."""
    dtype = next((value.dtype for value in values if isinstance(value, torch.Tensor)), torch.float32)
    made = [value if isinstance(value, torch.Tensor) else torch.tensor(float(value), dtype=dtype) for value in values]
    return torch.broadcast_tensors(*made)


def inside(probs):
    """Probabilities without 0 and 1, whose logarithms are none."""
    least = torch.finfo(probs.dtype).eps
    return probs.clamp(min=least, max=1 - least)


class Distribution:
    """Base: what is not told here is not known. `shape` is that of one sample."""
    has_rsample = False

    def __init__(self, *arguments, **keywords):
        self.arguments, self.keywords = arguments, keywords

    def __getattr__(self, name):
        if name.startswith('_'):
            raise AttributeError(name)
        raise UnknownOperation('torch.distributions.%s.%s' % (type(self).__name__, name))

    def sample(self, sample_shape=()):
        with torch.no_grad():
            return self.rsample(sample_shape)


class Normal(Distribution):
    has_rsample = True

    def __init__(self, loc, scale, validate_args=None):
        self.loc, self.scale = together(loc, scale)

    @property
    def mean(self):
        return self.loc

    @property
    def stddev(self):
        return self.scale

    @property
    def variance(self):
        return self.stddev.pow(2)

    def rsample(self, sample_shape=()):
        noise = torch.randn((*sample_shape, *self.loc.shape), dtype=self.loc.dtype)
        return self.loc + noise * self.scale

    def sample(self, sample_shape=()):
        with torch.no_grad():
            shape = (*sample_shape, *self.loc.shape)
            return torch.normal(self.loc.expand(shape), self.scale.expand(shape))

    def log_prob(self, value):
        variance = self.scale ** 2
        spread = self.scale.log()
        return -((value - self.loc) ** 2) / (2 * variance) - spread - math.log(math.sqrt(2 * math.pi))

    def entropy(self):
        return 0.5 + 0.5 * math.log(2 * math.pi) + torch.log(self.scale)


class Uniform(Distribution):
    has_rsample = True

    def __init__(self, low, high, validate_args=None):
        self.low, self.high = together(low, high)

    def rsample(self, sample_shape=()):
        return self.low + torch.rand((*sample_shape, *self.low.shape), dtype=self.low.dtype) * (self.high - self.low)

    def entropy(self):
        return torch.log(self.high - self.low)


class Laplace(Distribution):
    has_rsample = True

    def __init__(self, loc, scale, validate_args=None):
        self.loc, self.scale = together(loc, scale)

    def log_prob(self, value):
        return -torch.log(2 * self.scale) - torch.abs(value - self.loc) / self.scale

    def entropy(self):
        return 1 + torch.log(2 * self.scale)


class Scored(Distribution):
    """Told by probabilities or by scores; the other is computed once it is asked for."""

    def __init__(self, probs=None, logits=None, validate_args=None):
        if (probs is None) == (logits is None):
            raise ValueError('Either `probs` or `logits` must be specified, but not both.')
        if probs is not None:
            self.probs = self.told_probs(probs)
        else:
            self.logits = self.told_logits(logits)


class Bernoulli(Scored):
    @staticmethod
    def told_probs(probs):
        return together(probs)[0]

    told_logits = told_probs

    @functools.cached_property
    def probs(self):
        return torch.sigmoid(self.logits)

    @functools.cached_property
    def logits(self):
        inner = inside(self.probs)
        return torch.log(inner) - torch.log1p(-inner)

    def sample(self, sample_shape=()):
        with torch.no_grad():
            return torch.bernoulli(self.probs.expand((*sample_shape, *self.probs.shape)))

    def log_prob(self, value):
        logits, value = together(self.logits, value)
        return -binary_cross_entropy_with_logits(logits, value, reduction='none')

    def entropy(self):
        return binary_cross_entropy_with_logits(self.logits, self.probs, reduction='none')


class Categorical(Scored):
    @staticmethod
    def told_probs(probs):
        return probs / probs.sum(-1, keepdim=True)

    @staticmethod
    def told_logits(logits):
        return logits - logits.logsumexp(dim=-1, keepdim=True)

    @functools.cached_property
    def probs(self):
        return torch.nn.functional.softmax(self.logits, dim=-1)

    @functools.cached_property
    def logits(self):
        return torch.log(inside(self.probs))

    @property
    def mode(self):
        return self.probs.argmax(dim=-1)

    def sample(self, sample_shape=()):
        rows = self.probs.reshape(-1, self.probs.shape[-1])
        drawn = torch.multinomial(rows, math.prod(sample_shape), True).T
        return drawn.reshape((*sample_shape, *self.probs.shape[:-1]))

    def log_prob(self, value):
        value, scores = torch.broadcast_tensors(value.long().unsqueeze(-1), self.logits)
        return scores.gather(-1, value[..., :1]).squeeze(-1)

    def entropy(self):
        logits = torch.clamp(self.logits, min=torch.finfo(self.logits.dtype).min)
        return -(logits * self.probs).sum(-1)


class Independent(Distribution):
    """The last axes of a distribution belong to one sample."""

    def __init__(self, base_distribution, reinterpreted_batch_ndims, validate_args=None):
        self.base_dist, self.reinterpreted_batch_ndims = base_distribution, reinterpreted_batch_ndims
        self.has_rsample = base_distribution.has_rsample

    @property
    def mean(self):
        return self.base_dist.mean

    def rsample(self, sample_shape=()):
        return self.base_dist.rsample(sample_shape)

    def sample(self, sample_shape=()):
        return self.base_dist.sample(sample_shape)

    def summed(self, value):
        count = self.reinterpreted_batch_ndims
        return value.reshape((*value.shape[:-count], -1)).sum(-1) if count else value

    def log_prob(self, value):
        return self.summed(self.base_dist.log_prob(value))

    def entropy(self):
        return self.summed(self.base_dist.entropy())


def unknown(name):
    return type(name, (Distribution,), {'__module__': 'torch.distributions'})


Beta, Dirichlet, Exponential, Gumbel, LogNormal, MultivariateNormal, OneHotCategorical, Poisson, RelaxedBernoulli, RelaxedOneHotCategorical = map(
    unknown, ('Beta', 'Dirichlet', 'Exponential', 'Gumbel', 'LogNormal', 'MultivariateNormal', 'OneHotCategorical', 'Poisson',
              'RelaxedBernoulli', 'RelaxedOneHotCategorical'))


def kl_divergence(p, q):
    if isinstance(p, Normal) and isinstance(q, Normal):
        ratio = (p.scale / q.scale).pow(2)
        return 0.5 * (ratio + ((p.loc - q.loc) / q.scale).pow(2) - 1 - ratio.log())
    if isinstance(p, Independent) and isinstance(q, Independent):
        return p.summed(kl_divergence(p.base_dist, q.base_dist))
    raise UnknownOperation('torch.distributions.kl_divergence')
