"""Embeddings and attention."""
from .._core.call import Several
from .common import shape_of


@shape_of('embedding')
def embedding(bound):
    first, weight = bound['input'], bound['weight']
    if first._dtype.name not in ('int64', 'int32'):
        raise RuntimeError(
            'Expected tensor for argument #1 \'indices\' to have one of the following scalar types: Long, Int; but got torch.%sTensor instead '
            '(while checking arguments for embedding)' % {'float32': 'Float', 'float64': 'Double', 'float16': 'Half', 'bool': 'Bool'}.get(
                first._dtype.name, first._dtype.name))
    return (*first._shape, weight._shape[1]), weight._dtype


@shape_of('embedding_bag')
def embedding_bag(bound):
    first, offsets = bound['input'], bound['offsets']
    rows = first._shape[0] if offsets is None else offsets._shape[0] - bool(bound['include_last_offset'])
    return (rows, bound['weight']._shape[1]), bound['weight']._dtype


@shape_of('scaled_dot_product_attention')
def scaled_dot_product_attention(bound):
    query, key, value = bound['query'], bound['key'], bound['value']
    if query._shape[-1] != key._shape[-1] or key._shape[-2] != value._shape[-2]:
        raise RuntimeError('Expected query and key to have the same size at the last dimension, and key and value at the last but one, but got '
                           '%s, %s and %s' % (list(query._shape), list(key._shape), list(value._shape)))
    return (*query._shape[:-1], value._shape[-1]), query._dtype


@shape_of('multi_head_attention_forward')
def multi_head_attention_forward(bound):
    query, key, width = bound['query'], bound['key'], bound['embed_dim_to_check']
    if query._shape[-1] != width:
        raise AssertionError('was expecting embedding dimension of %d, but got %d' % (width, query._shape[-1]))
    batched = len(query._shape) == 3
    if batched and key._shape[1] != query._shape[1]:
        raise AssertionError('expecting key\'s sequence and batch dims %s to match value\'s' % (tuple(key._shape[:2]),))
    target, source = query._shape[0], key._shape[0] + bool(bound['bias_k'] is not None) + bool(bound['add_zero_attn'])
    out = (*query._shape[:-1], bound['out_proj_weight']._shape[0])
    if not bound['need_weights']:
        return Several([(out, query._dtype)], lambda made: (made[0], None))
    heads = () if bound['average_attn_weights'] else (bound['num_heads'],)
    weights = ((query._shape[1],) if batched else ()) + heads + (target, source)
    return Several([(out, query._dtype), (weights, query._dtype)])
