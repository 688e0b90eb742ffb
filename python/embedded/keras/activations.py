"""`keras.activations`: functions that can be called on tensors and have the names that layers write."""
from ._core.layer import Layer
from . import ops as _ops

NAMES = ('relu relu6 leaky_relu elu selu celu gelu glu softplus softsign softmax log_softmax sigmoid log_sigmoid hard_sigmoid silu hard_silu '
         'tanh hard_tanh tanh_shrink soft_shrink hard_shrink squareplus mish sparsemax sparse_plus linear exponential').split()


def linear(x):
    return x


def exponential(x):
    return _ops.exp(x)


for _name in NAMES:
    if _name not in globals():
        globals()[_name] = getattr(_ops, _name)
swish, hard_swish = silu, hard_silu
OTHERS = {'swish': 'silu', 'hard_swish': 'hard_silu', 'identity': 'linear', 'log': 'log', 'exp': 'exponential'}


def name_of(activation):
    """The configuration of an activation: a name, the configuration of a layer, or the name of a function of the user's own."""
    if activation is None:
        return 'linear'
    if isinstance(activation, str):
        return OTHERS.get(activation, activation)
    if isinstance(activation, (Layer, dict)):
        return activation
    name = getattr(activation, '__name__', type(activation).__name__)
    return OTHERS.get(name, name)


def get(activation):
    """A function of a name."""
    if activation is None:
        return linear
    if callable(activation):
        return activation
    if isinstance(activation, dict):
        activation = activation.get('config') if isinstance(activation.get('config'), str) else activation.get('class_name')
    found = globals().get(OTHERS.get(activation, activation))
    if not callable(found):
        raise ValueError('Could not interpret activation function identifier: %s' % (activation,))
    return found


def serialize(activation):
    return name_of(activation)


deserialize = get
