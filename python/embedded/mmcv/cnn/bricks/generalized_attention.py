"""Attention by content and by distance, each with a bias or without ("An Empirical Study of Spatial Attention Mechanisms")."""
import math

import numpy as np
import torch
from mmengine.model.weight_init import kaiming_init
from mmengine.registry import MODELS
from torch import nn
from torch.nn import functional as F

LONGEST = {256: 84, 512: 42}


@MODELS.register_module()
class GeneralizedAttention(nn.Module):
    _abbr_ = 'gen_attention_block'

    def __init__(self, in_channels, spatial_range=-1, num_heads=9, position_embedding_dim=-1, position_magnitude=1, kv_stride=2, q_stride=1,
                 attention_type='1111'):
        super().__init__()
        self.position_embedding_dim = position_embedding_dim if position_embedding_dim > 0 else in_channels
        self.position_magnitude, self.num_heads, self.in_channels, self.spatial_range = position_magnitude, num_heads, in_channels, spatial_range
        self.kv_stride, self.q_stride = kv_stride, q_stride
        self.attention_type = [bool(int(one)) for one in attention_type]
        self.qk_embed_dim = self.v_dim = in_channels // num_heads
        self._make_layers(self.qk_embed_dim * num_heads)
        self.gamma = nn.Parameter(torch.zeros(1))
        if spatial_range >= 0:
            self.local_constraint_map = nn.Parameter(torch.from_numpy(self._far()).byte(), requires_grad=False)
        self.q_downsample = nn.AvgPool2d(kernel_size=1, stride=q_stride) if q_stride > 1 else None
        self.kv_downsample = nn.AvgPool2d(kernel_size=1, stride=kv_stride) if kv_stride > 1 else None
        self.init_weights()

    def _make_layers(self, width):
        content, geometry, bias, geometry_bias = self.attention_type
        if content or geometry:
            self.query_conv = nn.Conv2d(self.in_channels, width, kernel_size=1, bias=False)
        if content or bias:
            self.key_conv = nn.Conv2d(self.in_channels, width, kernel_size=1, bias=False)
        self.value_conv = nn.Conv2d(self.in_channels, width, kernel_size=1, bias=False)
        if geometry or geometry_bias:
            self.appr_geom_fc_x = nn.Linear(self.position_embedding_dim // 2, width, bias=False)
            self.appr_geom_fc_y = nn.Linear(self.position_embedding_dim // 2, width, bias=False)
        bound = 1.0 / math.sqrt(self.qk_embed_dim * 2)
        if bias:
            self.appr_bias = nn.Parameter(-2 * bound * torch.rand(width) + bound)
        if geometry_bias:
            self.geom_bias = nn.Parameter(-2 * bound * torch.rand(width) + bound)
        self.proj_conv = nn.Conv2d(width, self.in_channels, kernel_size=1, bias=True)

    def _far(self):
        """1 for keys too far from a query to be seen."""
        longest, stride, reach = LONGEST[self.in_channels], self.kv_stride, self.spatial_range
        keys = int((longest - 1.0) / stride + 1)

        def near(at):
            return slice(max((at - reach) // stride, 0), min((at + reach + 1) // stride + 1, longest))
        far = np.ones((longest, longest, keys, keys), dtype=int)
        for row in range(longest):
            for column in range(longest):
                far[row, column, near(row), near(column)] = 0
        return far

    def init_weights(self):
        for part in self.children():
            if isinstance(part, (nn.Conv2d, nn.Linear)):
                kaiming_init(part, mode='fan_in', nonlinearity='leaky_relu', bias=0, distribution='uniform', a=1)

    def get_position_embedding(self, h, w, h_kv, w_kv, q_stride, kv_stride, device, dtype, feat_dim, wave_length=1000):
        """Sines and cosines of the distances between queries and keys, along x and along y."""
        def places(size, stride):
            return torch.linspace(0, size - 1, size).to(device=device, dtype=dtype).view((size, 1)) * stride
        rows, columns = places(h, q_stride), places(w, q_stride)
        key_rows, key_columns = places(h_kv, kv_stride), places(w_kv, kv_stride)
        row_distances = rows.unsqueeze(1) - key_rows.unsqueeze(0)
        row_distances *= self.position_magnitude
        column_distances = columns.unsqueeze(1) - key_columns.unsqueeze(0)
        column_distances *= self.position_magnitude
        steps = torch.arange(0, feat_dim / 4).to(device=device, dtype=dtype)
        waves = torch.Tensor([wave_length]).to(device=device, dtype=dtype)
        waves = (waves ** (4.0 / feat_dim * steps)).view((1, 1, -1))
        return tuple(torch.cat(((one / waves).sin(), (one / waves).cos()), dim=2) for one in (column_distances, row_distances))

    def forward(self, x_input):
        queries = x_input if self.q_downsample is None else self.q_downsample(x_input)
        keys = x_input if self.kv_downsample is None else self.kv_downsample(x_input)
        samples, (h, w), (h_kv, w_kv) = queries.shape[0], queries.shape[2:], keys.shape[2:]
        energy, h, w = self._energy(queries, keys, (samples, self.num_heads, h, w, h_kv, w_kv))
        if self.spatial_range >= 0:
            far = self.local_constraint_map[:h, :w, :h_kv, :w_kv].contiguous().view(1, 1, h * w, h_kv * w_kv)
            energy = energy.masked_fill_(far.bool(), float('-inf'))
        attention = F.softmax(energy, 3)
        values = self.value_conv(keys).view((samples, self.num_heads, self.v_dim, h_kv * w_kv)).permute(0, 1, 3, 2)
        out = torch.matmul(attention, values).permute(0, 1, 3, 2).contiguous().view(samples, self.v_dim * self.num_heads, h, w)
        out = self.proj_conv(out)
        if self.q_downsample is not None:
            out = F.interpolate(out, size=x_input.shape[2:], mode='bilinear', align_corners=False)
        return self.gamma * out + x_input

    def _energy(self, queries, keys, sizes):
        """(energy, rows, columns) of the queries; a bias of the keys alone is the same for all of them."""
        content, geometry, bias, geometry_bias = self.attention_type
        samples, heads, h, w, h_kv, w_kv = sizes
        query = key = None
        if content or geometry:
            query = self.query_conv(queries).view((samples, heads, self.qk_embed_dim, h * w)).permute(0, 1, 3, 2)
        if content or bias:
            key = self.key_conv(keys).view((samples, heads, self.qk_embed_dim, h_kv * w_kv))
        positions = self._positions(queries, sizes) if geometry or geometry_bias else None
        if self.attention_type == [False, False, True, False]:
            appr_bias = self.appr_bias.view(1, heads, 1, self.qk_embed_dim).repeat(samples, 1, 1, 1)
            return torch.matmul(appr_bias, key).view(samples, heads, 1, h_kv * w_kv), 1, 1
        energy = self._content(query, key, sizes, queries)
        if positions is not None:
            energy += self._geometry(query, positions, sizes)
        return energy.view(samples, heads, h * w, h_kv * w_kv), h, w

    def _positions(self, queries, sizes):
        samples, heads, h, w, h_kv, w_kv = sizes
        along_x, along_y = self.get_position_embedding(h, w, h_kv, w_kv, self.q_stride, self.kv_stride, queries.device, queries.dtype,
                                                       self.position_embedding_dim)

        def spread(features, size, size_kv):
            return features.view(1, size, size_kv, heads, self.qk_embed_dim).permute(0, 3, 1, 2, 4).repeat(samples, 1, 1, 1, 1)
        features = spread(self.appr_geom_fc_x(along_x), w, w_kv), spread(self.appr_geom_fc_y(along_y), h, h_kv)
        for one in features:
            one /= math.sqrt(2)
        return features

    def _content(self, query, key, sizes, queries):
        content, _, bias, _ = self.attention_type
        samples, heads, h, w, h_kv, w_kv = sizes
        if content:
            shifted = query + self.appr_bias.view(1, heads, 1, self.qk_embed_dim) if bias else query
            return torch.matmul(shifted, key).view(sizes)
        energy = torch.zeros(*sizes, dtype=queries.dtype, device=queries.device)
        if bias:
            appr_bias = self.appr_bias.view(1, heads, 1, self.qk_embed_dim).repeat(samples, 1, 1, 1)
            energy += torch.matmul(appr_bias, key).view(samples, heads, 1, 1, h_kv, w_kv)
        return energy

    def _geometry(self, query, positions, sizes):
        _, geometry, _, geometry_bias = self.attention_type
        samples, heads, h, w, h_kv, w_kv = sizes
        along_x, along_y = positions
        if geometry:
            if geometry_bias:
                query = query + self.geom_bias.view(1, heads, 1, self.qk_embed_dim)
            query = query.view(samples, heads, h, w, self.qk_embed_dim)
            turned = query.permute(0, 1, 3, 2, 4)
            keys_x = along_x.permute(0, 1, 2, 4, 3)
            # As mmcv has it: without the bias, both products are of turned queries.
            query, keys_y = (query, None) if geometry_bias else (turned, along_y.permute(0, 1, 2, 4, 3))
            energy_x = torch.matmul(turned, keys_x).permute(0, 1, 3, 2, 4).unsqueeze(4)
            return energy_x + torch.matmul(query, along_y.permute(0, 1, 2, 4, 3) if keys_y is None else keys_y).unsqueeze(5)
        bias = self.geom_bias.view(1, heads, self.qk_embed_dim, 1).repeat(samples, 1, 1, 1)
        along_x, along_y = along_x.view(samples, heads, w * w_kv, self.qk_embed_dim), along_y.view(samples, heads, h * h_kv, self.qk_embed_dim)
        energy_x = torch.matmul(along_x, bias).view(samples, heads, 1, w, 1, w_kv)
        return energy_x + torch.matmul(along_y, bias).view(samples, heads, h, 1, h_kv, 1)
