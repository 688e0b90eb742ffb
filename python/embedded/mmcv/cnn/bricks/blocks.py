"""`DepthwiseSeparableConvModule` and `ContextBlock`."""
import torch
from mmengine.model.weight_init import constant_init, kaiming_init
from mmengine.registry import MODELS
from torch import nn

from .conv_module import ConvModule


class DepthwiseSeparableConvModule(nn.Module):
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, norm_cfg=None, act_cfg={'type': 'ReLU'},
                 dw_norm_cfg='default', dw_act_cfg='default', pw_norm_cfg='default', pw_act_cfg='default', **kwargs):
        super().__init__()
        assert 'groups' not in kwargs, 'groups should not be specified'

        def own(told, common):
            return common if told == 'default' else told
        self.depthwise_conv = ConvModule(in_channels, in_channels, kernel_size, stride=stride, padding=padding, dilation=dilation, groups=in_channels,
                                         norm_cfg=own(dw_norm_cfg, norm_cfg), act_cfg=own(dw_act_cfg, act_cfg), **kwargs)
        self.pointwise_conv = ConvModule(in_channels, out_channels, 1, norm_cfg=own(pw_norm_cfg, norm_cfg), act_cfg=own(pw_act_cfg, act_cfg),
                                         **kwargs)

    def forward(self, x):
        return self.pointwise_conv(self.depthwise_conv(x))


def last_zero_init(m):
    constant_init(m[-1] if isinstance(m, nn.Sequential) else m, val=0)


@MODELS.register_module()
class ContextBlock(nn.Module):
    """The global context of GCNet, added to the input or multiplied with it."""
    _abbr_ = 'context_block'

    def __init__(self, in_channels, ratio, pooling_type='att', fusion_types=('channel_add',)):
        super().__init__()
        assert pooling_type in ('avg', 'att')
        assert fusion_types and set(fusion_types) <= {'channel_add', 'channel_mul'}, 'at least one fusion should be used'
        self.in_channels, self.ratio, self.planes = in_channels, ratio, int(in_channels * ratio)
        self.pooling_type, self.fusion_types = pooling_type, fusion_types
        if pooling_type == 'att':
            self.conv_mask = nn.Conv2d(in_channels, 1, kernel_size=1)
            self.softmax = nn.Softmax(dim=2)
        else:
            self.avg_pool = nn.AdaptiveAvgPool2d(1)
        self.channel_add_conv = self._transform() if 'channel_add' in fusion_types else None
        self.channel_mul_conv = self._transform() if 'channel_mul' in fusion_types else None
        self.reset_parameters()

    def _transform(self):
        return nn.Sequential(nn.Conv2d(self.in_channels, self.planes, kernel_size=1), nn.LayerNorm([self.planes, 1, 1]), nn.ReLU(inplace=True),
                             nn.Conv2d(self.planes, self.in_channels, kernel_size=1))

    def reset_parameters(self):
        if self.pooling_type == 'att':
            kaiming_init(self.conv_mask, mode='fan_in')
            self.conv_mask.inited = True
        for transform in (self.channel_add_conv, self.channel_mul_conv):
            if transform is not None:
                last_zero_init(transform)

    def spatial_pool(self, x):
        if self.pooling_type == 'avg':
            return self.avg_pool(x)
        batch, channels, height, width = x.size()
        values = x.view(batch, channels, height * width).unsqueeze(1)
        mask = self.softmax(self.conv_mask(x).view(batch, 1, height * width)).unsqueeze(-1)
        return torch.matmul(values, mask).view(batch, channels, 1, 1)

    def forward(self, x):
        context = self.spatial_pool(x)
        out = x
        if self.channel_mul_conv is not None:
            out = out * torch.sigmoid(self.channel_mul_conv(context))
        if self.channel_add_conv is not None:
            out = out + self.channel_add_conv(context)
        return out
