"""Multi-head attention, whole."""
import math

from .. import functional as F
from .linear import NonDynamicallyQuantizableLinear
from .module import Module
from .weights import constant, normal, uniform


def xavier(rows, columns, dtype):
    return uniform((rows, columns), math.sqrt(6.0 / (rows + columns)), dtype)



class MultiheadAttention(Module):
    """in_proj by Xavier, biases 0; the output map as every Linear."""

    def __init__(self, embed_dim, num_heads, dropout=0.0, bias=True, add_bias_kv=False, add_zero_attn=False, kdim=None, vdim=None,
                 batch_first=False, device=None, dtype=None):
        if embed_dim <= 0 or num_heads <= 0:
            raise ValueError('embed_dim and num_heads must be greater than 0, got embed_dim=%s and num_heads=%s instead' % (embed_dim, num_heads))
        super().__init__()
        self.embed_dim, self.kdim, self.vdim = embed_dim, kdim or embed_dim, vdim or embed_dim
        self._qkv_same_embed_dim = self.kdim == embed_dim and self.vdim == embed_dim
        self.num_heads, self.dropout, self.batch_first = num_heads, dropout, batch_first
        self.head_dim = embed_dim // num_heads
        if self.head_dim * num_heads != embed_dim:
            raise AssertionError('embed_dim must be divisible by num_heads')
        if self._qkv_same_embed_dim:
            self.in_proj_weight = xavier(3 * embed_dim, embed_dim, dtype)
            for name in ('q_proj_weight', 'k_proj_weight', 'v_proj_weight'):
                self.register_parameter(name, None)
        else:
            self.q_proj_weight = xavier(embed_dim, embed_dim, dtype)
            self.k_proj_weight = xavier(embed_dim, self.kdim, dtype)
            self.v_proj_weight = xavier(embed_dim, self.vdim, dtype)
            self.register_parameter('in_proj_weight', None)
        self.register_parameter('in_proj_bias', constant((3 * embed_dim,), 0.0, dtype) if bias else None)
        self.out_proj = NonDynamicallyQuantizableLinear(embed_dim, embed_dim, bias=bias, dtype=dtype)
        if bias:
            self.out_proj.bias = constant((embed_dim,), 0.0, dtype)
        std = math.sqrt(2.0 / (2 * embed_dim))
        self.bias_k = normal((1, 1, embed_dim), 0.0, std, dtype) if add_bias_kv else None
        self.bias_v = normal((1, 1, embed_dim), 0.0, std, dtype) if add_bias_kv else None
        self.add_zero_attn = add_zero_attn

    def _reset_parameters(self):
        return None

    def forward(self, query, key, value, key_padding_mask=None, need_weights=True, attn_mask=None, average_attn_weights=True, is_causal=False):
        batched = len(query._shape) == 3
        if self.batch_first and batched:
            query, key, value = swapped(query, key, value)
        separate = {} if self._qkv_same_embed_dim else {
            'use_separate_proj_weight': True, 'q_proj_weight': self.q_proj_weight, 'k_proj_weight': self.k_proj_weight,
            'v_proj_weight': self.v_proj_weight}
        output, weights = F.multi_head_attention_forward(
            query, key, value, self.embed_dim, self.num_heads, self.in_proj_weight, self.in_proj_bias, self.bias_k, self.bias_v,
            self.add_zero_attn, self.dropout, self.out_proj.weight, self.out_proj.bias, training=self.training,
            key_padding_mask=key_padding_mask, need_weights=need_weights, attn_mask=attn_mask, average_attn_weights=average_attn_weights,
            is_causal=is_causal, **separate)
        return (output.transpose(1, 0) if self.batch_first and batched else output), weights

    def merge_masks(self, attn_mask, key_padding_mask, query):
        return attn_mask if attn_mask is not None else key_padding_mask, 0 if attn_mask is not None else 1


def swapped(query, key, value):
    """Batch and sequence swapped; one tensor stays one, as torch keeps it."""
    if key is value:
        if query is key:
            query = key = value = query.transpose(1, 0)
        else:
            query, key = query.transpose(1, 0), key.transpose(1, 0)
            value = key
        return query, key, value
    return tuple(one.transpose(1, 0) for one in (query, key, value))


