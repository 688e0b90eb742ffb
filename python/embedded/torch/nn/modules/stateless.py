"""
Layers without weights. Each keeps its arguments as attributes of the same names and hands them to the function of
`torch.nn.functional`; one line tells the class, its arguments, and the call.
"""
from .. import functional as F
from ..._core.methods import FUNCTIONS
from .module import Module
from skipscope.recording.signature import REQUIRED, split_arguments
import ast

TABLE = """
ReLU(inplace=False) relu(inplace)
ReLU6(inplace=False) relu6(inplace)
SiLU(inplace=False) silu(inplace)
Mish(inplace=False) mish(inplace)
Hardswish(inplace=False) hardswish(inplace)
Hardsigmoid(inplace=False) hardsigmoid(inplace)
SELU(inplace=False) selu(inplace)
LeakyReLU(negative_slope=0.01, inplace=False) leaky_relu(negative_slope, inplace)
ELU(alpha=1.0, inplace=False) elu(alpha, inplace)
CELU(alpha=1.0, inplace=False) celu(alpha, inplace)
RReLU(lower=0.125, upper=0.3333333333333333, inplace=False) rrelu(lower, upper, training, inplace)
Hardtanh(min_val=-1.0, max_val=1.0, inplace=False) hardtanh(min_val, max_val, inplace)
Threshold(threshold, value, inplace=False) threshold(threshold, value, inplace)
GELU(approximate='none') gelu(approximate=approximate)
Sigmoid() sigmoid()
Tanh() tanh()
Softsign() softsign()
Tanhshrink() tanhshrink()
LogSigmoid() logsigmoid()
Softplus(beta=1.0, threshold=20.0) softplus(beta, threshold)
Hardshrink(lambd=0.5) hardshrink(lambd)
Softshrink(lambd=0.5) softshrink(lambd)
GLU(dim=-1) glu(dim)
Softmax(dim=None) softmax(dim)
LogSoftmax(dim=None) log_softmax(dim)
Softmin(dim=None) softmin(dim)
Softmax2d() softmax(-3)
Dropout(p=0.5, inplace=False) dropout(p, training, inplace)
Dropout1d(p=0.5, inplace=False) dropout1d(p, training, inplace)
Dropout2d(p=0.5, inplace=False) dropout2d(p, training, inplace)
Dropout3d(p=0.5, inplace=False) dropout3d(p, training, inplace)
AlphaDropout(p=0.5, inplace=False) alpha_dropout(p, training, inplace)
FeatureAlphaDropout(p=0.5, inplace=False) feature_alpha_dropout(p, training, inplace)
MaxPool1d(kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False) max_pool1d(kernel_size, stride, padding, dilation, ceil_mode, return_indices)
MaxPool2d(kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False) max_pool2d(kernel_size, stride, padding, dilation, ceil_mode, return_indices)
MaxPool3d(kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False) max_pool3d(kernel_size, stride, padding, dilation, ceil_mode, return_indices)
AvgPool1d(kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True) avg_pool1d(kernel_size, stride, padding, ceil_mode, count_include_pad)
AvgPool2d(kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None) avg_pool2d(kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override)
AvgPool3d(kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None) avg_pool3d(kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override)
LPPool1d(norm_type, kernel_size, stride=None, ceil_mode=False) lp_pool1d(norm_type, kernel_size, stride, ceil_mode)
LPPool2d(norm_type, kernel_size, stride=None, ceil_mode=False) lp_pool2d(norm_type, kernel_size, stride, ceil_mode)
AdaptiveAvgPool1d(output_size) adaptive_avg_pool1d(output_size)
AdaptiveAvgPool2d(output_size) adaptive_avg_pool2d(output_size)
AdaptiveAvgPool3d(output_size) adaptive_avg_pool3d(output_size)
AdaptiveMaxPool1d(output_size, return_indices=False) adaptive_max_pool1d(output_size, return_indices)
AdaptiveMaxPool2d(output_size, return_indices=False) adaptive_max_pool2d(output_size, return_indices)
AdaptiveMaxPool3d(output_size, return_indices=False) adaptive_max_pool3d(output_size, return_indices)
Flatten(start_dim=1, end_dim=-1) flatten(start_dim, end_dim)
PixelShuffle(upscale_factor) pixel_shuffle(upscale_factor)
PixelUnshuffle(downscale_factor) pixel_unshuffle(downscale_factor)
ChannelShuffle(groups) channel_shuffle(groups)
Unfold(kernel_size, dilation=1, padding=0, stride=1) unfold(kernel_size, dilation, padding, stride)
Fold(output_size, kernel_size, dilation=1, padding=0, stride=1) fold(output_size, kernel_size, dilation, padding, stride)
"""


def parsed(text):
    """(name, [(argument, default)]) of `Name(a, b=1)`."""
    name, _, rest = text.strip().partition('(')
    pairs = []
    for part in split_arguments(rest[:-1]):
        argument, _, default = part.partition('=')
        pairs.append((argument, ast.literal_eval(default) if default else REQUIRED))
    return name, pairs


def given(name, pairs, arguments, keywords):
    """The values of the arguments; raises TypeError as a call of Python does."""
    if len(arguments) > len(pairs):
        raise TypeError('%s.__init__() takes from 1 to %d positional arguments but %d were given'
                        % (name, len(pairs) + 1, len(arguments) + 1))
    told = {key: default for key, default in pairs}
    told.update(zip(told, arguments))
    for key, value in keywords.items():
        if key not in told:
            raise TypeError("%s.__init__() got an unexpected keyword argument '%s'" % (name, key))
        told[key] = value
    for key, value in told.items():
        if value is REQUIRED:
            raise TypeError("%s.__init__() missing 1 required positional argument: '%s'" % (name, key))
    return told


def layer(line):
    """The class of one line."""
    head, call = line.split(') ', 1)
    name, pairs = parsed(head + ')')
    function, _, rest = call.partition('(')
    wanted = split_arguments(rest[:-1])

    def __init__(self, *arguments, **keywords):
        Module.__init__(self)
        told = given(name, pairs, arguments, keywords)
        if 'p' in told and not 0 <= told['p'] <= 1:
            raise ValueError('dropout probability has to be between 0 and 1, but got %s' % told['p'])
        if name.startswith(('MaxPool', 'AvgPool')) and told['stride'] is None:
            told['stride'] = told['kernel_size']
        self.__dict__.update(told)

    def forward(self, input):
        positional = [value_of(self, one) for one in wanted if '=' not in one]
        named = {key: value_of(self, value) for key, _, value in (one.partition('=') for one in wanted if '=' in one)}
        return (getattr(F, function, None) or FUNCTIONS[function])(input, *positional, **named)

    def extra_repr(self):
        return ', '.join('%s=%s' % (key, getattr(self, key, None)) for key, _ in pairs)

    return type(name, (Module,), {'__init__': __init__, 'forward': forward, 'extra_repr': extra_repr, '__module__': __name__,
                                  '__qualname__': name})


def value_of(module, name):
    return int(name) if name.lstrip('-').isdigit() else getattr(module, name)


LAYERS = {made.__name__: made for made in map(layer, TABLE.strip().split('\n'))}
globals().update(LAYERS)
