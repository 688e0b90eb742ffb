"""Non-local blocks: attention over all places of a feature map."""
import torch
from mmengine.model.weight_init import constant_init, normal_init
from mmengine.registry import MODELS
from torch import nn

from .conv_module import ConvModule

MODES = ('gaussian', 'embedded_gaussian', 'dot_product', 'concatenation')


class _NonLocalNd(nn.Module):
    def __init__(self, in_channels, reduction=2, use_scale=True, conv_cfg=None, norm_cfg=None, mode='embedded_gaussian', **kwargs):
        super().__init__()
        if mode not in MODES:
            raise ValueError('Mode should be one of %s, but got %s instead.' % (MODES, mode))
        self.in_channels, self.reduction, self.use_scale, self.mode = in_channels, reduction, use_scale, mode
        self.inter_channels = max(in_channels // reduction, 1)

        def project():
            return ConvModule(self.in_channels, self.inter_channels, kernel_size=1, conv_cfg=conv_cfg, act_cfg=None)
        self.g = project()
        self.conv_out = ConvModule(self.inter_channels, self.in_channels, kernel_size=1, conv_cfg=conv_cfg, norm_cfg=norm_cfg, act_cfg=None)
        if mode != 'gaussian':
            self.theta = project()
            self.phi = project()
        if mode == 'concatenation':
            self.concat_project = ConvModule(self.inter_channels * 2, 1, kernel_size=1, bias=False, act_cfg={'type': 'ReLU'})
        self.init_weights(**kwargs)

    def init_weights(self, std=0.01, zeros_init=True):
        for part in [self.g] if self.mode == 'gaussian' else [self.g, self.theta, self.phi]:
            normal_init(part.conv, std=std)
        last = self.conv_out.conv if self.conv_out.norm_cfg is None else self.conv_out.norm
        if zeros_init:
            constant_init(last, 0)
        else:
            normal_init(last, std=std)

    def _sub_sampled(self, pool):
        self.g = nn.Sequential(self.g, pool)
        self.phi = pool if self.mode == 'gaussian' else nn.Sequential(self.phi, pool)

    def gaussian(self, theta_x, phi_x):
        return torch.matmul(theta_x, phi_x).softmax(dim=-1)

    def embedded_gaussian(self, theta_x, phi_x):
        weight = torch.matmul(theta_x, phi_x)
        if self.use_scale:
            weight /= theta_x.shape[-1] ** 0.5
        return weight.softmax(dim=-1)

    def dot_product(self, theta_x, phi_x):
        weight = torch.matmul(theta_x, phi_x)
        weight /= weight.shape[-1]
        return weight

    def concatenation(self, theta_x, phi_x):
        rows, columns = theta_x.size(2), phi_x.size(3)
        theta_x = theta_x.repeat(1, 1, 1, columns)
        phi_x = phi_x.repeat(1, 1, rows, 1)
        weight = self.concat_project(torch.cat([theta_x, phi_x], dim=1))
        samples, _, rows, columns = weight.size()
        weight = weight.view(samples, rows, columns)
        weight /= weight.shape[-1]
        return weight

    def forward(self, x):
        samples = x.size(0)
        g_x = self.g(x).view(samples, self.inter_channels, -1).permute(0, 2, 1)
        theta_x, phi_x = self._places(x, samples)
        y = torch.matmul(getattr(self, self.mode)(theta_x, phi_x), g_x)
        y = y.permute(0, 2, 1).contiguous().reshape(samples, self.inter_channels, *x.size()[2:])
        return x + self.conv_out(y)

    def _places(self, x, samples):
        """Queries and keys, the axes of space in one."""
        if self.mode == 'gaussian':
            theta_x = x.view(samples, self.in_channels, -1).permute(0, 2, 1)
            keys = self.phi(x) if self.sub_sample else x
            return theta_x, keys.view(samples, self.in_channels, -1)
        if self.mode == 'concatenation':
            return self.theta(x).view(samples, self.inter_channels, -1, 1), self.phi(x).view(samples, self.inter_channels, 1, -1)
        theta_x = self.theta(x).view(samples, self.inter_channels, -1).permute(0, 2, 1)
        return theta_x, self.phi(x).view(samples, self.inter_channels, -1)


class NonLocal1d(_NonLocalNd):
    def __init__(self, in_channels, sub_sample=False, conv_cfg={'type': 'Conv1d'}, **kwargs):
        super().__init__(in_channels, conv_cfg=conv_cfg, **kwargs)
        self.sub_sample = sub_sample
        if sub_sample:
            self._sub_sampled(nn.MaxPool1d(kernel_size=2))


@MODELS.register_module()
class NonLocal2d(_NonLocalNd):
    _abbr_ = 'nonlocal_block'

    def __init__(self, in_channels, sub_sample=False, conv_cfg={'type': 'Conv2d'}, **kwargs):
        super().__init__(in_channels, conv_cfg=conv_cfg, **kwargs)
        self.sub_sample = sub_sample
        if sub_sample:
            self._sub_sampled(nn.MaxPool2d(kernel_size=(2, 2)))


class NonLocal3d(_NonLocalNd):
    def __init__(self, in_channels, sub_sample=False, conv_cfg={'type': 'Conv3d'}, **kwargs):
        super().__init__(in_channels, conv_cfg=conv_cfg, **kwargs)
        self.sub_sample = sub_sample
        if sub_sample:
            self._sub_sampled(nn.MaxPool3d(kernel_size=(1, 2, 2)))
