"""Parts that GoogLeNet and Inception v3 share: normalised convolutions, first weights, and what weights of theirs ask for."""
import torch
import torch.nn.functional as F
from torch import nn

from .weights import is_wanted, listed, told


class BasicConv2d(nn.Module):
    def __init__(self, in_channels, out_channels, **kwargs):
        super().__init__()
        self.conv = nn.Conv2d(in_channels, out_channels, bias=False, **kwargs)
        self.bn = nn.BatchNorm2d(out_channels, eps=0.001)

    def forward(self, x):
        return F.relu(self.bn(self.conv(x)), inplace=True)


def draw(model, std):
    """Normal weights within two, of `std` or of the module's own `stddev`."""
    for module in model.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            nn.init.trunc_normal_(module.weight, mean=0.0, std=float(getattr(module, 'stddev', std)), a=-2, b=2)


def rescaled(x):
    """A picture that was normalised by ImageNet's channels, as one that was normalised by halves."""
    channels = [torch.unsqueeze(x[:, at], 1) * (std / 0.5) + (mean - 0.5) / 0.5
                for at, (mean, std) in enumerate(((0.485, 0.229), (0.456, 0.224), (0.406, 0.225)))]
    return torch.cat(channels, 1)


class WithAuxiliaryHeads(nn.Module):
    """Base of both: `_forward` gives the scores and then those of the heads, `outputs` is the tuple of them that a training pass returns."""
    auxiliary_heads = ()
    outputs = None

    def __init__(self, aux_logits, transform_input):
        super().__init__()
        self.aux_logits, self.transform_input = aux_logits, transform_input

    def draw(self, init_weights, std):
        if init_weights is None or init_weights:
            draw(self, std)

    def _transform_input(self, x):
        return rescaled(x) if self.transform_input else x

    def eager_outputs(self, *scores):
        return type(self).outputs(*scores) if self.training and self.aux_logits else scores[0]

    def forward(self, x):
        return self.eager_outputs(*self._forward(self._transform_input(x)))


def builder(name, make, is_auxiliary):
    """The function of a network with auxiliary heads; its weights rescale pictures, and have these heads."""
    def build(weights=None, progress=True, pretrained=False, **kwargs):
        told(weights, pretrained, name)
        if not is_wanted(weights, pretrained):
            return make(**kwargs)
        model = make(**{'transform_input': True, **kwargs, 'aux_logits': True, 'init_weights': False})
        if not kwargs.get('aux_logits', is_auxiliary):
            model.aux_logits = False
            for head in make.auxiliary_heads:
                setattr(model, head, None)
        return model
    return listed(name, build, make.__module__)
