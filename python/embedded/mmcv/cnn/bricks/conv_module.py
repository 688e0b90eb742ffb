"""A convolution with its normalization and activation, in any order."""
import torch
from mmengine.model.weight_init import constant_init, kaiming_init
from mmengine.registry import MODELS
from mmengine.utils.dl_utils.parrots_wrapper import _BatchNorm
from torch import nn

from .building import build_activation_layer, build_conv_layer, build_norm_layer, build_padding_layer

NOT_IN_PLACE = ('Tanh', 'PReLU', 'Sigmoid', 'HSigmoid', 'Swish', 'GELU')
OF_CONV = ('in_channels', 'out_channels', 'kernel_size', 'stride', 'dilation', 'transposed', 'output_padding', 'groups')


def efficient_conv_bn_eval_forward(bn, conv, x):
    """Both as one convolution, of weights that are scaled on the way."""
    bias = torch.zeros_like(bn.running_var) if conv.bias is None else conv.bias
    bn_weight = torch.ones_like(bn.running_var) if bn.weight is None else bn.weight
    bn_bias = torch.zeros_like(bn.running_var) if bn.bias is None else bn.bias
    scale = torch.rsqrt(bn.running_var + bn.eps).reshape([-1] + [1] * (len(conv.weight.shape) - 1))
    factor = bn_weight.view_as(scale) * scale
    return conv._conv_forward(x, conv.weight * factor, bn_bias + factor.flatten() * (bias - bn.running_mean))


@MODELS.register_module()
class ConvModule(nn.Module):
    _abbr_ = 'conv_block'

    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias='auto', conv_cfg=None, norm_cfg=None,
                 act_cfg={'type': 'ReLU'}, inplace=True, with_spectral_norm=False, padding_mode='zeros', order=('conv', 'norm', 'act'),
                 efficient_conv_bn_eval=False):
        super().__init__()
        assert all(one is None or isinstance(one, dict) for one in (conv_cfg, norm_cfg, act_cfg))
        assert isinstance(order, tuple) and len(order) == 3 and set(order) == {'conv', 'norm', 'act'}
        self.conv_cfg, self.norm_cfg, self.act_cfg = conv_cfg, norm_cfg, act_cfg
        self.inplace, self.with_spectral_norm, self.order = inplace, with_spectral_norm, order
        self.with_explicit_padding = padding_mode not in ('zeros', 'circular')
        self.with_norm, self.with_activation = norm_cfg is not None, act_cfg is not None
        self.with_bias = not self.with_norm if bias == 'auto' else bias
        if self.with_explicit_padding:
            self.padding_layer = build_padding_layer({'type': padding_mode}, padding)
        self.conv = build_conv_layer(conv_cfg, in_channels, out_channels, kernel_size, stride=stride,
                                     padding=0 if self.with_explicit_padding else padding, dilation=dilation, groups=groups, bias=self.with_bias)
        self._take_from_conv()
        self.padding = padding
        if with_spectral_norm:
            self.conv = nn.utils.spectral_norm(self.conv)
        self.norm_name = None
        if self.with_norm:
            channels = out_channels if order.index('norm') > order.index('conv') else in_channels
            self.norm_name, norm = build_norm_layer(norm_cfg, channels)
            self.add_module(self.norm_name, norm)
        self.turn_on_efficient_conv_bn_eval(efficient_conv_bn_eval)
        if self.with_activation:
            self.activate = self._activation()
        self.init_weights()

    def _take_from_conv(self):
        for name in OF_CONV:
            setattr(self, name, getattr(self.conv, name))

    def _activation(self):
        told = dict(self.act_cfg)
        if told['type'] not in NOT_IN_PLACE:
            told.setdefault('inplace', self.inplace)
        return build_activation_layer(told)

    @property
    def norm(self):
        return getattr(self, self.norm_name) if self.norm_name else None

    def init_weights(self):
        if not hasattr(self.conv, 'init_weights'):
            is_leaky = self.with_activation and self.act_cfg['type'] == 'LeakyReLU'
            kaiming_init(self.conv, a=self.act_cfg.get('negative_slope', 0.01) if is_leaky else 0, nonlinearity='leaky_relu' if is_leaky else 'relu')
        if self.with_norm:
            constant_init(self.norm, 1, bias=0)

    def forward(self, x, activate=True, norm=True):
        left = list(self.order)
        while left:
            layer = left.pop(0)
            if layer == 'conv':
                x = self.padding_layer(x) if self.with_explicit_padding else x
                if left and left[0] == 'norm' and norm and self._is_fused():
                    left.pop(0)
                    x = self.efficient_conv_bn_eval_forward(self.norm, self.conv, x)
                else:
                    x = self.conv(x)
            elif layer == 'norm' and norm and self.with_norm:
                x = self.norm(x)
            elif layer == 'act' and activate and self.with_activation:
                x = self.activate(x)
        return x

    def _is_fused(self):
        return self.efficient_conv_bn_eval_forward is not None and self.with_norm and not self.norm.training

    def turn_on_efficient_conv_bn_eval(self, efficient_conv_bn_eval=True):
        """Only where running statistics are kept."""
        fits = efficient_conv_bn_eval and isinstance(self.norm, _BatchNorm) and self.norm.track_running_stats
        self.efficient_conv_bn_eval_forward = efficient_conv_bn_eval_forward if fits else None

    @staticmethod
    def create_from_conv_bn(conv, bn, efficient_conv_bn_eval=True):
        made = ConvModule.__new__(ConvModule)
        nn.Module.__init__(made)
        made.conv_cfg = made.norm_cfg = made.act_cfg = None
        made.inplace = made.with_spectral_norm = made.with_explicit_padding = made.with_activation = False
        made.order, made.with_norm, made.with_bias = ('conv', 'norm', 'act'), True, conv.bias is not None
        made.conv = conv
        made._take_from_conv()
        made.padding = conv.padding
        made.norm_name = 'bn'
        made.add_module('bn', bn)
        made.turn_on_efficient_conv_bn_eval(efficient_conv_bn_eval)
        return made
