"""`torch.distributions`: the ones that models draw from in their forward pass."""
from .families import Bernoulli, Beta, Categorical, Dirichlet, Distribution, Exponential, Gumbel, Independent, Laplace, LogNormal, MultivariateNormal, \
    Normal, OneHotCategorical, Poisson, RelaxedBernoulli, RelaxedOneHotCategorical, Uniform, kl_divergence

__all__ = ['Bernoulli', 'Beta', 'Categorical', 'Dirichlet', 'Distribution', 'Exponential', 'Gumbel', 'Independent', 'Laplace', 'LogNormal',
           'MultivariateNormal', 'Normal', 'OneHotCategorical', 'Poisson', 'RelaxedBernoulli', 'RelaxedOneHotCategorical', 'Uniform', 'kl_divergence']
