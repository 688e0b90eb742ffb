"""Parts of transformers: patches, attention, feed-forward networks, and layers that put them together by configuration."""
import copy
import math

import torch
from mmengine._inert import public
from mmengine.model.base_module import BaseModule, ModuleList, Sequential
from mmengine.registry import MODELS
from mmengine.utils import deprecated_api_warning, to_2tuple
from torch import nn
from torch.nn import functional as F

from .building import build_activation_layer, build_conv_layer, build_dropout, build_norm_layer
from .layers import LayerScale
from .wrappers import Linear

ATTENTIONS = ('self_attn', 'cross_attn')
OLD_NAMES = {'feedforward_channels': 'feedforward_channels', 'ffn_dropout': 'ffn_drop', 'ffn_num_fcs': 'num_fcs'}
__getattr__ = public(__name__)


def build_attention(cfg, default_args=None):
    return MODELS.build(cfg, default_args=default_args)


build_positional_encoding = build_feedforward_network = build_transformer_layer = build_transformer_layer_sequence = build_attention


class AdaptivePadding(nn.Module):
    """Pads so that kernels fit, at the right and below (`corner`) or all around (`same`)."""

    def __init__(self, kernel_size=1, stride=1, dilation=1, padding='corner'):
        super().__init__()
        assert padding in ('same', 'corner')
        self.padding = padding
        self.kernel_size, self.stride, self.dilation = to_2tuple(kernel_size), to_2tuple(stride), to_2tuple(dilation)

    def get_pad_shape(self, input_shape):
        sizes = zip(input_shape, self.kernel_size, self.stride, self.dilation)
        return tuple(max((math.ceil(size / step) - 1) * step + (kernel - 1) * apart + 1 - size, 0) for size, kernel, step, apart in sizes)

    def forward(self, x):
        height, width = self.get_pad_shape(x.size()[-2:])
        if height > 0 or width > 0:
            corner = self.padding == 'corner'
            left, top = (0, 0) if corner else (width // 2, height // 2)
            x = F.pad(x, [left, width - left, top, height - top])
        return x


def _adaptive(padding, kernel_size, stride, dilation):
    """(layer that pads, padding of the convolution)."""
    if isinstance(padding, str):
        return AdaptivePadding(kernel_size, stride, dilation, padding), (0, 0)
    return None, to_2tuple(padding)


def _sizes_behind(sizes, padding, dilation, kernel_size, stride):
    return tuple((size + 2 * pad - apart * (kernel - 1) - 1) // step + 1
                 for size, pad, apart, kernel, step in zip(sizes, padding, dilation, kernel_size, stride))


class PatchEmbed(BaseModule):
    def __init__(self, in_channels=3, embed_dims=768, conv_type='Conv2d', kernel_size=16, stride=16, padding='corner', dilation=1, bias=True,
                 norm_cfg=None, input_size=None, init_cfg=None):
        super().__init__(init_cfg=init_cfg)
        self.embed_dims = embed_dims
        kernel_size, stride, dilation = to_2tuple(kernel_size), to_2tuple(kernel_size if stride is None else stride), to_2tuple(dilation)
        self.adaptive_padding, padding = _adaptive(padding, kernel_size, stride, dilation)
        self.projection = build_conv_layer({'type': conv_type}, in_channels=in_channels, out_channels=embed_dims, kernel_size=kernel_size,
                                           stride=stride, padding=padding, dilation=dilation, bias=bias)
        self.norm = None if norm_cfg is None else build_norm_layer(norm_cfg, embed_dims)[1]
        self.init_input_size = self.init_out_size = None
        if input_size:
            self.init_input_size = sizes = to_2tuple(input_size)
            if self.adaptive_padding:
                sizes = tuple(size + more for size, more in zip(sizes, self.adaptive_padding.get_pad_shape(sizes)))
            self.init_out_size = _sizes_behind(sizes, padding, dilation, kernel_size, stride)

    def forward(self, x):
        if self.adaptive_padding:
            x = self.adaptive_padding(x)
        x = self.projection(x)
        out_size = (x.shape[2], x.shape[3])
        x = x.flatten(2).transpose(1, 2)
        return (x if self.norm is None else self.norm(x)), out_size


class PatchMerging(BaseModule):
    def __init__(self, in_channels, out_channels, kernel_size=2, stride=None, padding='corner', dilation=1, bias=False, norm_cfg={'type': 'LN'},
                 init_cfg=None):
        super().__init__(init_cfg=init_cfg)
        self.in_channels, self.out_channels = in_channels, out_channels
        kernel_size, stride, dilation = to_2tuple(kernel_size), to_2tuple(stride or kernel_size), to_2tuple(dilation)
        self.adaptive_padding, padding = _adaptive(padding, kernel_size, stride, dilation)
        self.sampler = nn.Unfold(kernel_size=kernel_size, dilation=dilation, padding=padding, stride=stride)
        width = kernel_size[0] * kernel_size[1] * in_channels
        self.norm = None if norm_cfg is None else build_norm_layer(norm_cfg, width)[1]
        self.reduction = nn.Linear(width, out_channels, bias=bias)

    def forward(self, x, input_size):
        samples, length, channels = x.shape
        height, width = input_size
        assert length == height * width, 'input feature has wrong size'
        x = x.view(samples, height, width, channels).permute([0, 3, 1, 2])
        if self.adaptive_padding:
            x = self.adaptive_padding(x)
        sampler = self.sampler
        output_size = _sizes_behind(x.shape[-2:], sampler.padding, sampler.dilation, sampler.kernel_size, sampler.stride)
        x = sampler(x).transpose(1, 2)
        x = self.norm(x) if self.norm else x
        return self.reduction(x), output_size


@MODELS.register_module()
class MultiheadAttention(BaseModule):
    def __init__(self, embed_dims, num_heads, attn_drop=0.0, proj_drop=0.0, dropout_layer={'type': 'Dropout', 'drop_prob': 0.0}, init_cfg=None,
                 batch_first=False, **kwargs):
        super().__init__(init_cfg)
        if 'dropout' in kwargs:
            attn_drop = kwargs.pop('dropout')
            dropout_layer = dict(dropout_layer, drop_prob=attn_drop)
        self.embed_dims, self.num_heads, self.batch_first = embed_dims, num_heads, batch_first
        self.attn = nn.MultiheadAttention(embed_dims, num_heads, attn_drop, **kwargs)
        self.proj_drop = nn.Dropout(proj_drop)
        self.dropout_layer = build_dropout(dropout_layer) if dropout_layer else nn.Identity()

    @deprecated_api_warning({'residual': 'identity'})
    def forward(self, query, key=None, value=None, identity=None, query_pos=None, key_pos=None, attn_mask=None, key_padding_mask=None, **kwargs):
        key = query if key is None else key
        value = key if value is None else value
        identity = query if identity is None else identity
        if key_pos is None and query_pos is not None and query_pos.shape == key.shape:
            key_pos = query_pos
        query = query if query_pos is None else query + query_pos
        key = key if key_pos is None else key + key_pos
        if self.batch_first:
            query, key, value = (one.transpose(0, 1) for one in (query, key, value))
        out = self.attn(query=query, key=key, value=value, attn_mask=attn_mask, key_padding_mask=key_padding_mask)[0]
        if self.batch_first:
            out = out.transpose(0, 1)
        return identity + self.dropout_layer(self.proj_drop(out))


@MODELS.register_module()
class FFN(BaseModule):
    @deprecated_api_warning({'dropout': 'ffn_drop', 'add_residual': 'add_identity'})
    def __init__(self, embed_dims=256, feedforward_channels=1024, num_fcs=2, act_cfg={'type': 'ReLU', 'inplace': True}, ffn_drop=0.0,
                 dropout_layer=None, add_identity=True, init_cfg=None, layer_scale_init_value=0.0):
        super().__init__(init_cfg)
        assert num_fcs >= 2, 'num_fcs should be no less than 2. got %s.' % num_fcs
        self.embed_dims, self.feedforward_channels, self.num_fcs = embed_dims, feedforward_channels, num_fcs
        layers, width = [], embed_dims
        for _ in range(num_fcs - 1):
            layers.append(Sequential(Linear(width, feedforward_channels), build_activation_layer(act_cfg), nn.Dropout(ffn_drop)))
            width = feedforward_channels
        self.layers = Sequential(*layers, Linear(feedforward_channels, embed_dims), nn.Dropout(ffn_drop))
        self.dropout_layer = build_dropout(dropout_layer) if dropout_layer else nn.Identity()
        self.add_identity = add_identity
        self.gamma2 = LayerScale(embed_dims, scale=layer_scale_init_value) if layer_scale_init_value > 0 else nn.Identity()

    @deprecated_api_warning({'residual': 'identity'})
    def forward(self, x, identity=None):
        out = self.gamma2(self.layers(x))
        if not self.add_identity:
            return self.dropout_layer(out)
        return (x if identity is None else identity) + self.dropout_layer(out)


@MODELS.register_module()
class BaseTransformerLayer(BaseModule):
    """Attentions, feed-forward networks and norms in the order of `operation_order`."""

    def __init__(self, attn_cfgs=None, ffn_cfgs={'type': 'FFN', 'embed_dims': 256, 'feedforward_channels': 1024, 'num_fcs': 2, 'ffn_drop': 0.0,
                                                 'act_cfg': {'type': 'ReLU', 'inplace': True}},
                 operation_order=None, norm_cfg={'type': 'LN'}, init_cfg=None, batch_first=False, **kwargs):
        super().__init__(init_cfg)
        assert set(operation_order) <= {'self_attn', 'norm', 'ffn', 'cross_attn'}, 'operation_order is %s' % (operation_order,)
        told = {new: kwargs[old] for old, new in OLD_NAMES.items() if old in kwargs}
        ffn_cfgs = dict(ffn_cfgs, **told) if told else ffn_cfgs
        self.batch_first, self.operation_order, self.norm_cfg = batch_first, operation_order, norm_cfg
        self.pre_norm = operation_order[0] == 'norm'
        self.num_attn = sum(one in ATTENTIONS for one in operation_order)
        self._make_attentions(repeated(attn_cfgs, self.num_attn))
        self.embed_dims = self.attentions[0].embed_dims
        self.ffns = ModuleList()
        for one in repeated(ffn_cfgs, operation_order.count('ffn')):
            one.setdefault('embed_dims', self.embed_dims)
            assert one['embed_dims'] == self.embed_dims
            self.ffns.append(build_feedforward_network(one, {'type': 'FFN'}))
        self.norms = ModuleList(build_norm_layer(norm_cfg, self.embed_dims)[1] for _ in range(operation_order.count('norm')))

    def _make_attentions(self, configurations):
        self.attentions = ModuleList()
        for name, one in zip((one for one in self.operation_order if one in ATTENTIONS), configurations):
            one.setdefault('batch_first', self.batch_first)
            assert one['batch_first'] == self.batch_first
            attention = build_attention(one)
            attention.operation_name = name
            self.attentions.append(attention)

    def forward(self, query, key=None, value=None, query_pos=None, key_pos=None, attn_masks=None, query_key_padding_mask=None,
                key_padding_mask=None, **kwargs):
        if attn_masks is None or isinstance(attn_masks, torch.Tensor):
            attn_masks = [copy.deepcopy(attn_masks) for _ in range(self.num_attn)]
        assert len(attn_masks) == self.num_attn, '%d masks for %d attentions' % (len(attn_masks), self.num_attn)
        attentions, norms, ffns, masks = iter(self.attentions), iter(self.norms), iter(self.ffns), iter(attn_masks)
        identity = query
        for layer in self.operation_order:
            residual = identity if self.pre_norm else None
            if layer == 'norm':
                query = next(norms)(query)
            elif layer == 'ffn':
                query = next(ffns)(query, residual)
            elif layer == 'self_attn':
                query = identity = next(attentions)(query, query, query, residual, query_pos=query_pos, key_pos=query_pos, attn_mask=next(masks),
                                                    key_padding_mask=query_key_padding_mask, **kwargs)
            else:
                query = identity = next(attentions)(query, key, value, residual, query_pos=query_pos, key_pos=key_pos, attn_mask=next(masks),
                                                    key_padding_mask=key_padding_mask, **kwargs)
        return query


def repeated(configurations, count):
    """One configuration for each of so many parts."""
    if isinstance(configurations, dict):
        return [copy.deepcopy(configurations) for _ in range(count)]
    assert len(configurations) == count, '%d configurations for %d parts' % (len(configurations), count)
    return configurations


@MODELS.register_module()
class TransformerLayerSequence(BaseModule):
    def __init__(self, transformerlayers=None, num_layers=None, init_cfg=None):
        super().__init__(init_cfg)
        self.num_layers = num_layers
        self.layers = ModuleList(build_transformer_layer(one) for one in repeated(transformerlayers, num_layers))
        self.embed_dims = self.layers[0].embed_dims
        self.pre_norm = self.layers[0].pre_norm

    def forward(self, query, key, value, query_pos=None, key_pos=None, attn_masks=None, query_key_padding_mask=None, key_padding_mask=None, **kwargs):
        for layer in self.layers:
            query = layer(query, key, value, query_pos=query_pos, key_pos=key_pos, attn_masks=attn_masks,
                          query_key_padding_mask=query_key_padding_mask, key_padding_mask=key_padding_mask, **kwargs)
        return query
