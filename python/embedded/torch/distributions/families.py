"""Distributions by what `sample` and `log_prob` compute."""
import math

import torch
from skipscope.recording.errors import UnknownOperation


def as_tensor(value):
    return value if isinstance(value, torch.Tensor) else torch.tensor(float(value))


class Distribution:
    """Base: what is not told here is not known."""
    has_rsample = False

    def __init__(self, *arguments, **keywords):
        self.arguments, self.keywords = arguments, keywords

    def __getattr__(self, name):
        if name.startswith('_'):
            raise AttributeError(name)
        raise UnknownOperation('torch.distributions.%s.%s' % (type(self).__name__, name))


class Normal(Distribution):
    def __init__(self, loc, scale, validate_args=None):
        self.loc, self.scale = torch.broadcast_tensors(as_tensor(loc), as_tensor(scale))

    @property
    def mean(self):
        return self.loc

    @property
    def stddev(self):
        return self.scale

    @property
    def variance(self):
        return self.scale.pow(2)

    def rsample(self, sample_shape=()):
        noise = torch.randn((*sample_shape, *self.loc.shape), dtype=self.loc.dtype)
        return self.loc + noise * self.scale

    def sample(self, sample_shape=()):
        with torch.no_grad():
            return self.rsample(sample_shape)

    def log_prob(self, value):
        return -((value - self.loc) ** 2) / (2 * self.variance) - self.scale.log() - math.log(math.sqrt(2 * math.pi))

    def entropy(self):
        return 0.5 + 0.5 * math.log(2 * math.pi) + torch.log(self.scale)


class Uniform(Distribution):
    def __init__(self, low, high, validate_args=None):
        self.low, self.high = torch.broadcast_tensors(as_tensor(low), as_tensor(high))

    def rsample(self, sample_shape=()):
        return self.low + torch.rand((*sample_shape, *self.low.shape), dtype=self.low.dtype) * (self.high - self.low)

    def sample(self, sample_shape=()):
        with torch.no_grad():
            return self.rsample(sample_shape)


class Bernoulli(Distribution):
    def __init__(self, probs=None, logits=None, validate_args=None):
        self.probs = as_tensor(probs) if probs is not None else torch.sigmoid(as_tensor(logits))

    def sample(self, sample_shape=()):
        with torch.no_grad():
            return torch.bernoulli(self.probs.expand((*sample_shape, *self.probs.shape)))


class Categorical(Distribution):
    def __init__(self, probs=None, logits=None, validate_args=None):
        self.probs = probs if probs is not None else torch.softmax(logits, -1)
        self.logits = logits if logits is not None else torch.log(probs)

    def sample(self, sample_shape=()):
        with torch.no_grad():
            rows = self.probs.reshape(-1, self.probs.shape[-1])
            drawn = torch.multinomial(rows, math.prod(sample_shape), True).T
            return drawn.reshape((*sample_shape, *self.probs.shape[:-1]))

    def log_prob(self, value):
        return torch.log_softmax(self.logits, -1).gather(-1, value.unsqueeze(-1)).squeeze(-1)

    def entropy(self):
        return -(torch.log_softmax(self.logits, -1) * self.probs).sum(-1)


def unknown(name):
    return type(name, (Distribution,), {'__module__': 'torch.distributions'})


Beta, Dirichlet, Exponential, Gumbel, Independent, Laplace, LogNormal, MultivariateNormal, OneHotCategorical, Poisson, RelaxedBernoulli, \
    RelaxedOneHotCategorical = map(unknown, (
        'Beta', 'Dirichlet', 'Exponential', 'Gumbel', 'Independent', 'Laplace', 'LogNormal', 'MultivariateNormal', 'OneHotCategorical', 'Poisson',
        'RelaxedBernoulli', 'RelaxedOneHotCategorical'))


def kl_divergence(p, q):
    if isinstance(p, Normal) and isinstance(q, Normal):
        ratio = (p.scale / q.scale).pow(2)
        return 0.5 * (ratio + ((p.loc - q.loc) / q.scale).pow(2) - 1 - ratio.log())
    raise UnknownOperation('torch.distributions.kl_divergence')
