"""Parts that several models share, and a backbone up to its last wanted stage."""
from collections import OrderedDict

from torch import nn


class IntermediateLayerGetter(nn.ModuleDict):
    """The children of a model up to the last of `return_layers`, {child: name of its output}."""

    def __init__(self, model, return_layers):
        children = dict(model.named_children())
        missing = [name for name in return_layers if name not in children]
        if missing:
            raise ValueError('return_layers are not present in model: %s' % ', '.join(map(str, missing)))
        last = max(list(children).index(name) for name in return_layers)
        super().__init__(OrderedDict(list(children.items())[:last + 1]))
        self.return_layers = {str(name): str(shown) for name, shown in return_layers.items()}

    def forward(self, x):
        found = OrderedDict()
        for name, module in self.items():
            x = module(x)
            if name in self.return_layers:
                found[self.return_layers[name]] = x
        return found


def _make_divisible(v, divisor, min_value=None):
    """The nearest multiple of a divisor that is not below nine tenths of a width."""
    least = divisor if min_value is None else min_value
    rounded = max(least, int(v + divisor / 2) // divisor * divisor)
    return rounded + divisor if rounded < 0.9 * v else rounded


def draw_narrow(model, kinds):
    """Weights of these kinds of layers within a normal of 0.02, biases zero."""
    for module in model.modules():
        if isinstance(module, kinds):
            nn.init.trunc_normal_(module.weight, std=0.02)
            if module.bias is not None:
                nn.init.zeros_(module.bias)


def draw_mobile(model):
    """Convolutions by what they give to, linear layers within a normal of 0.01, biases zero."""
    for module in model.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, mode='fan_out')
        elif isinstance(module, nn.Linear):
            nn.init.normal_(module.weight, 0, 0.01)
        if isinstance(module, (nn.Conv2d, nn.Linear)) and module.bias is not None:
            nn.init.zeros_(module.bias)
