"""
Writes test/fixtures/torchOperations.json with real torch: for each operation its operands, attributes, result
and the gradients of every operand for a random gradient of the result.

python test/support/python/make_operations.py
"""
import json
import os

import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(0)
CASES = []


def t(*shape):
    return torch.randn(*shape)


def listed(tensor):
    return {
        'shape': list(tensor.shape),
        'dtype': str(tensor.dtype)[6:],
        'values': [float('%.8g' % value) for value in tensor.detach().double().flatten().tolist()],
    }


def case(op, run, operands, attributes=None, name=None):
    """`operands`: slot → tensor, or a list of tensors; `run` takes them in order."""
    flat = []
    for slot, value in operands.items():
        flat += [('%s.%d' % (slot, i), each) for i, each in enumerate(value)] if isinstance(value, list) else [(slot, value)]
    leaves = [(slot, x.clone().requires_grad_(x.dtype == torch.float32)) for slot, x in flat]
    lookup = dict(leaves)
    given = [[lookup['%s.%d' % (slot, i)] for i in range(len(value))] if isinstance(value, list) else lookup[slot]
             for slot, value in operands.items()]
    made = run(*given)
    outputs = [x for x in (made if isinstance(made, (tuple, list)) else [made]) if x is not None]
    seeds = [torch.randn(x.shape) if x.requires_grad else None for x in outputs]
    total = sum((x * seed).sum() for x, seed in zip(outputs, seeds) if seed is not None)
    if isinstance(total, torch.Tensor):
        total.backward()
    CASES.append({
        'name': name or op,
        'op': op,
        'attributes': attributes or {},
        'operands': [{'slot': slot, **listed(x), 'gradient': None if x.grad is None else listed(x.grad)['values']} for slot, x in leaves],
        'outputs': [{**listed(x), 'gradient': None if seed is None else listed(seed)['values']} for x, seed in zip(outputs, seeds)],
    })


# Element by element
UNARY = 'relu sigmoid tanh silu mish softplus logsigmoid hardswish hardsigmoid selu softsign tanhshrink'.split()
for one in UNARY:
    case(one, getattr(F, one), {'input': t(2, 5)})
for one in 'abs neg exp expm1 sin cos tan atan erf square sinh cosh exp2'.split():
    case(one, getattr(torch, one), {'input': t(2, 5)})
for one in 'log log1p log2 log10 sqrt rsqrt reciprocal'.split():
    case(one, getattr(torch, one), {'input': t(2, 5).abs() + 0.1})
for one in 'floor ceil sign trunc'.split():
    case(one, getattr(torch, one), {'input': t(2, 5)})
case('leaky_relu', lambda x: F.leaky_relu(x, 0.2), {'input': t(2, 5)}, {'negative_slope': 0.2})
case('elu', lambda x: F.elu(x, 0.7), {'input': t(2, 5)}, {'alpha': 0.7})
case('celu', lambda x: F.celu(x, 0.7), {'input': t(2, 5)}, {'alpha': 0.7})
case('gelu', F.gelu, {'input': t(2, 5)}, {'approximate': 'none'})
case('gelu', lambda x: F.gelu(x, approximate='tanh'), {'input': t(2, 5)}, {'approximate': 'tanh'}, 'gelu tanh')
case('softplus', lambda x: F.softplus(x, 2), {'input': t(2, 5)}, {'beta': 2, 'threshold': 20}, 'softplus beta')
case('hardtanh', lambda x: F.hardtanh(x, -0.5, 0.4), {'input': t(2, 5)}, {'min_val': -0.5, 'max_val': 0.4})
case('relu6', F.relu6, {'input': t(2, 5) * 5})
case('threshold', lambda x: F.threshold(x, 0.2, -1), {'input': t(2, 5)}, {'threshold': 0.2, 'value': -1})
case('hardshrink', lambda x: F.hardshrink(x, 0.4), {'input': t(2, 5)}, {'lambd': 0.4})
case('softshrink', lambda x: F.softshrink(x, 0.4), {'input': t(2, 5)}, {'lambd': 0.4})
case('prelu', F.prelu, {'input': t(2, 3, 4), 'weight': t(3).abs()})
case('prelu', F.prelu, {'input': t(2, 3, 4, 2), 'weight': t(1).abs()}, None, 'prelu of one slope')
case('add', lambda a, b: torch.add(a, b, alpha=2), {'input': t(2, 3, 1), 'other': t(3, 4)}, {'alpha': 2})
case('add', lambda a: a + 3, {'input': t(2, 3)}, {'other': 3, 'alpha': 1}, 'add number')
case('sub', lambda b: 1 - b, {'other': t(2, 3)}, {'input': 1, 'alpha': 1}, 'number minus tensor')
case('mul', torch.mul, {'input': t(2, 3), 'other': t(2, 1)})
case('div', torch.div, {'input': t(2, 3), 'other': t(3).abs() + 0.5}, {'rounding_mode': None})
case('div', lambda a: torch.div(a, 2, rounding_mode='floor'), {'input': torch.arange(6)}, {'other': 2, 'rounding_mode': 'floor'}, 'div floor of integers')
case('pow', lambda a: a ** 3, {'input': t(2, 3)}, {'exponent': 3})
case('pow', lambda a: a ** -0.5, {'input': t(2, 3).abs() + 0.2}, {'exponent': -0.5}, 'pow fractional')
case('pow', torch.pow, {'input': t(2, 3).abs() + 0.2, 'exponent': t(3)}, None, 'pow of tensors')
case('maximum', torch.maximum, {'input': t(2, 3), 'other': t(2, 3)})
case('minimum', torch.minimum, {'input': t(2, 3), 'other': t(3)})
case('remainder', lambda a: a % 0.7, {'input': t(2, 3)}, {'other': 0.7})
for one in 'eq ne lt le gt ge'.split():
    case(one, getattr(torch, one), {'input': torch.tensor([1., 2., 3.]), 'other': torch.tensor([1., 3., 2.])})
case('clamp', lambda x: x.clamp(min=-0.3), {'input': t(2, 5)}, {'min': -0.3, 'max': None})
case('clamp', lambda x: x.clamp(-0.3, 0.4), {'input': t(2, 5)}, {'min': -0.3, 'max': 0.4}, 'clamp both')
MASK = torch.tensor([[True, False, True], [False, False, True]])
case('where', torch.where, {'condition': MASK, 'input': t(2, 3), 'other': t(3)})
case('masked_fill', lambda x, m: x.masked_fill(m, -1e4), {'input': t(2, 3), 'mask': MASK}, {'value': -1e4})
case('lerp', lambda a, b: torch.lerp(a, b, 0.3), {'input': t(2, 3), 'end': t(2, 3)}, {'weight': 0.3})
case('addcmul', lambda a, b, c: torch.addcmul(a, b, c, value=0.5), {'input': t(2, 3), 'tensor1': t(2, 3), 'tensor2': t(2, 1)}, {'value': 0.5})


# Convolutions
def conv(n, shape, weight, bias=True, name=None, **options):
    run = getattr(F, 'conv%dd' % n)
    written = {'stride': [options.get('stride', 1)] * n, 'padding': options.get('padding', 0), 'dilation': [options.get('dilation', 1)] * n, 'groups': options.get('groups', 1)}
    if not isinstance(written['padding'], str):
        written['padding'] = [written['padding']] * n
    operands = {'input': t(*shape), 'weight': t(*weight), **({'bias': t(weight[0])} if bias else {})}
    case('conv%dd' % n, lambda x, w, b=None: run(x, w, b, **options), operands, written, name)


conv(1, (2, 3, 9), (4, 3, 3), padding=1, stride=2)
conv(2, (2, 3, 7, 8), (4, 3, 3, 3), padding=1)
conv(2, (2, 3, 7, 8), (4, 3, 3, 2), bias=False, padding=1, stride=2, name='conv2d stride without bias')
conv(2, (2, 3, 7, 8), (4, 3, 2, 4), padding='same', name='conv2d same with even kernels')
conv(2, (2, 3, 9, 9), (4, 3, 3, 3), padding=2, dilation=2, name='conv2d dilated')
conv(2, (2, 4, 6, 6), (6, 2, 3, 3), groups=2, padding=1, name='conv2d grouped')
conv(2, (2, 4, 6, 6), (8, 1, 3, 3), groups=4, padding=1, stride=2, name='conv2d depthwise with a multiplier')
conv(2, (2, 3, 5, 5), (4, 3, 1, 1), stride=3, name='conv2d stride beyond the kernel')
conv(3, (1, 2, 4, 5, 4), (3, 2, 3, 3, 3), padding=1)


def up(n, shape, weight, name=None, **options):
    run = getattr(F, 'conv_transpose%dd' % n)
    written = {key: [options.get(key, usual)] * n for key, usual in (('stride', 1), ('padding', 0), ('output_padding', 0), ('dilation', 1))}
    groups = options.get('groups', 1)
    case('conv_transpose%dd' % n, lambda x, w, b: run(x, w, b, **options), {'input': t(*shape), 'weight': t(*weight), 'bias': t(weight[1] * groups)},
         {**written, 'groups': groups}, name)


up(1, (2, 3, 5), (3, 2, 4), stride=2, padding=1)
up(2, (2, 3, 4, 5), (3, 2, 2, 2), stride=2)
up(2, (2, 3, 4, 5), (3, 2, 3, 3), stride=2, padding=1, output_padding=1, name='conv_transpose2d output_padding')
up(2, (2, 4, 4, 4), (4, 3, 3, 3), stride=2, groups=2, name='conv_transpose2d grouped')
up(3, (1, 2, 3, 3, 3), (2, 2, 2, 2, 2), stride=2)


# Pools
def pool(kind, n, shape, name=None, **options):
    run = getattr(F, '%s_pool%dd' % (kind, n))
    kernel, stride = options.pop('kernel_size'), options.pop('stride', None)
    written = {'kernel_size': [kernel] * n, 'stride': [kernel if stride is None else stride] * n, 'padding': [options.get('padding', 0)] * n,
               'ceil_mode': options.get('ceil_mode', False)}
    if kind == 'max':
        written.update(dilation=[options.get('dilation', 1)] * n, return_indices=False)
    else:
        written.update(count_include_pad=options.get('count_include_pad', True))
        if n > 1:
            written.update(divisor_override=options.get('divisor_override'))
    case('%s_pool%dd' % (kind, n), lambda x: run(x, kernel, stride, **options), {'input': t(*shape)}, written, name)


for n, shape in ((1, (2, 3, 9)), (2, (2, 3, 7, 8)), (3, (1, 2, 5, 5, 4))):
    pool('max', n, shape, kernel_size=3, stride=2, padding=1)
    pool('avg', n, shape, kernel_size=2)
pool('max', 2, (2, 2, 8, 8), 'max_pool2d ceil', kernel_size=3, stride=2, ceil_mode=True)
pool('max', 2, (2, 2, 8, 8), 'max_pool2d dilated', kernel_size=2, stride=1, dilation=2)
pool('avg', 2, (2, 2, 7, 7), 'avg_pool2d without the padding', kernel_size=3, stride=2, padding=1, count_include_pad=False)
pool('avg', 2, (2, 2, 7, 7), 'avg_pool2d with the padding', kernel_size=3, stride=2, padding=1)
pool('avg', 2, (2, 2, 8, 8), 'avg_pool2d ceil', kernel_size=3, stride=2, ceil_mode=True, padding=1)
pool('avg', 2, (2, 2, 6, 6), 'avg_pool2d divisor', kernel_size=2, divisor_override=3)
for kind in ('avg', 'max'):
    for n, shape, size in ((1, (2, 3, 10), [4]), (2, (2, 3, 7, 8), [3, 2]), (3, (1, 2, 4, 5, 6), [2, 5, 3])):
        run = getattr(F, 'adaptive_%s_pool%dd' % (kind, n))
        case('adaptive_%s_pool%dd' % (kind, n), lambda x, run=run, size=size: run(x, size), {'input': t(*shape)}, {'output_size': size})

# Norms
for shape in ((4, 3), (4, 3, 5), (2, 3, 4, 4), (2, 3, 2, 3, 2)):
    case('batch_norm', lambda x, w, b: F.batch_norm(x, None, None, w, b, True, 0.1, 1e-5), {'input': t(*shape), 'weight': t(3), 'bias': t(3)},
         {'training': True, 'momentum': 0.1, 'eps': 1e-5}, 'batch_norm of rank %d' % len(shape))
case('batch_norm', lambda x, m, v, w, b: F.batch_norm(x, m.detach(), v.detach(), w, b, False, 0.1, 1e-3),
     {'input': t(2, 3, 4), 'running_mean': t(3), 'running_var': t(3).abs() + 0.1, 'weight': t(3), 'bias': t(3)},
     {'training': False, 'momentum': 0.1, 'eps': 1e-3}, 'batch_norm with moving statistics')
case('instance_norm', lambda x, w, b: F.instance_norm(x, weight=w, bias=b, eps=1e-5), {'input': t(2, 3, 4, 5), 'weight': t(3), 'bias': t(3)},
     {'use_input_stats': True, 'eps': 1e-5})
case('group_norm', lambda x, w, b: F.group_norm(x, 2, w, b), {'input': t(2, 4, 3, 3), 'weight': t(4), 'bias': t(4)}, {'num_groups': 2, 'eps': 1e-5})
case('layer_norm', lambda x, w, b: F.layer_norm(x, (5,), w, b), {'input': t(2, 3, 5), 'weight': t(5), 'bias': t(5)}, {'normalized_shape': [5], 'eps': 1e-5})
case('layer_norm', lambda x: F.layer_norm(x, (3, 5)), {'input': t(2, 3, 5)}, {'normalized_shape': [3, 5], 'eps': 1e-5}, 'layer_norm over two axes')
case('rms_norm', lambda x, w: F.rms_norm(x, (5,), w), {'input': t(2, 3, 5), 'weight': t(5)}, {'normalized_shape': [5], 'eps': None})
case('normalize', lambda x: F.normalize(x, dim=1), {'input': t(2, 5)}, {'p': 2.0, 'dim': 1, 'eps': 1e-12})
case('local_response_norm', lambda x: F.local_response_norm(x, 3, 0.1, 0.75, 2.0), {'input': t(2, 5, 3, 3)}, {'size': 3, 'alpha': 0.1, 'beta': 0.75, 'k': 2.0})

# Products
case('linear', F.linear, {'input': t(2, 3, 5), 'weight': t(4, 5), 'bias': t(4)})
for a, b in (((3, 4), (4, 2)), ((2, 3, 4), (2, 4, 2)), ((2, 3, 4), (4, 2)), ((2, 2, 3, 4), (2, 4, 2)), ((4,), (4, 2)), ((2, 3, 4), (4,))):
    case('matmul', torch.matmul, {'input': t(*a), 'other': t(*b)}, None, 'matmul %s %s' % (a, b))
case('bmm', torch.bmm, {'input': t(2, 3, 4), 'mat2': t(2, 4, 2)})
case('addmm', lambda x, a, b: torch.addmm(x, a, b, beta=0.5, alpha=2), {'input': t(2), 'mat1': t(3, 4), 'mat2': t(4, 2)}, {'beta': 0.5, 'alpha': 2})
for equation, shapes in (('bhid,bhjd->bhij', ((2, 2, 3, 4), (2, 2, 5, 4))), ('b...d,de->b...e', ((2, 3, 2, 4), (4, 3))), ('ij,jk', ((2, 3), (3, 2)))):
    case('einsum', lambda *x, e=equation: torch.einsum(e, *(x[0] if isinstance(x[0], list) else x)), {'operands': [t(*shape) for shape in shapes]}, {'equation': equation}, 'einsum ' + equation)
case('outer', torch.outer, {'input': t(3), 'vec2': t(4)})
case('bilinear', F.bilinear, {'input1': t(2, 3), 'input2': t(2, 4), 'weight': t(5, 3, 4), 'bias': t(5)})

# Reductions
for one in ('sum', 'mean', 'amax', 'amin', 'logsumexp'):
    case(one, lambda x, one=one: getattr(torch, one)(x, dim=1, keepdim=True), {'input': t(2, 3, 4)}, {'dim': 1, 'keepdim': True})
case('mean', lambda x: x.mean((2, 3)), {'input': t(2, 3, 4, 4)}, {'dim': [2, 3], 'keepdim': False}, 'mean over space')
case('sum', lambda x: x.sum(), {'input': t(2, 3)}, {'dim': None, 'keepdim': False}, 'sum of all')
case('var', lambda x: x.var(1), {'input': t(2, 5)}, {'dim': 1, 'correction': 1, 'keepdim': False})
case('std', lambda x: x.std(1, unbiased=False), {'input': t(2, 5)}, {'dim': 1, 'correction': 0, 'keepdim': False})
case('norm', lambda x: x.norm(dim=1), {'input': t(2, 5)}, {'p': 'fro', 'dim': 1, 'keepdim': False})
case('norm', lambda x: x.norm(1, dim=1), {'input': t(2, 5)}, {'p': 1, 'dim': 1, 'keepdim': False}, 'norm 1')
case('max', lambda x: tuple(x.max(1)), {'input': t(2, 5)}, {'dim': 1, 'keepdim': False})
case('argmax', lambda x: x.argmax(1), {'input': t(2, 5)}, {'dim': 1, 'keepdim': False})
for dim in (0, 1, 2):
    case('softmax', lambda x, dim=dim: F.softmax(x, dim), {'input': t(2, 3, 4)}, {'dim': dim, 'dtype': None}, 'softmax of %d' % dim)
case('log_softmax', lambda x: F.log_softmax(x, 1), {'input': t(2, 3, 4)}, {'dim': 1, 'dtype': None})
case('cumsum', lambda x: x.cumsum(1), {'input': t(2, 3, 4)}, {'dim': 1})
case('glu', lambda x: F.glu(x, 1), {'input': t(2, 4, 3)}, {'dim': 1})

# Shapes
case('reshape', lambda x: x.reshape(3, -1), {'input': t(2, 3, 2)}, {'shape': [3, -1]})
case('flatten', lambda x: x.flatten(1), {'input': t(2, 3, 2)}, {'start_dim': 1, 'end_dim': 2})
case('permute', lambda x: x.permute(0, 2, 3, 1), {'input': t(2, 3, 2, 4)}, {'dims': [0, 2, 3, 1]})
case('squeeze', lambda x: x.squeeze(1), {'input': t(2, 1, 3)}, {'dim': 1})
case('unsqueeze', lambda x: x.unsqueeze(1), {'input': t(2, 3)}, {'dim': 1})
case('expand', lambda x: x.expand(2, 3, -1), {'input': t(3, 4)}, {'size': [2, 3, -1]})
case('repeat', lambda x: x.repeat(2, 1, 3), {'input': t(3, 2)}, {'repeats': [2, 1, 3]})
case('repeat_interleave', lambda x: x.repeat_interleave(2, 1), {'input': t(2, 3)}, {'repeats': 2, 'dim': 1})
case('cat', lambda xs: torch.cat(xs, 1), {'tensors': [t(2, 3, 2, 2), t(2, 1, 2, 2)]}, {'dim': 1})
case('stack', lambda xs: torch.stack(xs, 1), {'tensors': [t(2, 3), t(2, 3)]}, {'dim': 1})
case('split', lambda x: x.split([1, 2], 1), {'tensor': t(2, 3, 2)}, {'split_size_or_sections': [1, 2], 'dim': 1})
case('unbind', lambda x: x.unbind(1), {'input': t(2, 3, 2)}, {'dim': 1})
case('flip', lambda x: x.flip(1), {'input': t(2, 3)}, {'dims': [1]})
case('roll', lambda x: x.roll((1, -2), (1, 2)), {'input': t(2, 3, 4)}, {'shifts': [1, -2], 'dims': [1, 2]})
case('pixel_shuffle', lambda x: F.pixel_shuffle(x, 2), {'input': t(2, 8, 2, 3)}, {'upscale_factor': 2})
case('pixel_unshuffle', lambda x: F.pixel_unshuffle(x, 2), {'input': t(2, 2, 4, 6)}, {'downscale_factor': 2})
case('channel_shuffle', lambda x: F.channel_shuffle(x, 2), {'input': t(2, 4, 3, 3)}, {'groups': 2})
case('tril', lambda x: x.tril(-1), {'input': t(4, 4)}, {'diagonal': -1})
case('triu', lambda x: x.triu(1), {'input': t(2, 4, 4)}, {'diagonal': 1})

# Indexing
ALL = {'slice': [None, None, None]}
case('getitem', lambda x: x[:, 0], {'input': t(2, 3, 4)}, {'index': [ALL, 0]})
case('getitem', lambda x: x[..., 1:], {'input': t(2, 3, 4)}, {'index': [{'ellipsis': True}, {'slice': [1, None, None]}]}, 'getitem ellipsis')
case('getitem', lambda x: x[:, ::2, -1], {'input': t(2, 5, 4)}, {'index': [ALL, {'slice': [None, None, 2]}, -1]}, 'getitem steps')
case('getitem', lambda x: x[:, None, -3:-1], {'input': t(2, 5)}, {'index': [ALL, None, {'slice': [-3, -1, None]}]}, 'getitem new axis')
case('getitem', lambda x: x[:, [2, 0, 2]], {'input': t(2, 3, 4)}, {'index': [ALL, [2, 0, 2]]}, 'getitem list')
case('getitem', lambda x, i: x[i], {'input': t(5, 3), 'index.0': torch.tensor([[4, 0], [-1, 2]])}, {'index': [{'tensor': 0}]}, 'getitem tensor')
case('getitem', lambda x, i, j: x[i, j], {'input': t(4, 3, 2), 'index.0': torch.tensor([0, 3]), 'index.1': torch.tensor([2, 1])},
     {'index': [{'tensor': 0}, {'tensor': 1}]}, 'getitem two tensors')


def written(x, v):
    y = x.clone()
    y[:, 1:3] = v
    return y


case('setitem', written, {'input': t(2, 4, 3), 'value': t(2, 2, 3)}, {'index': [ALL, {'slice': [1, 3, None]}]})
case('gather', lambda x, i: x.gather(1, i), {'input': t(2, 3), 'index': torch.tensor([[0, 2], [1, 1]])}, {'dim': 1})
case('index_select', lambda x, i: x.index_select(1, i), {'input': t(2, 3), 'index': torch.tensor([2, 0])}, {'dim': 1})
case('topk', lambda x: tuple(x.topk(2, 1)), {'input': t(3, 5)}, {'k': 2, 'dim': 1, 'largest': True, 'sorted': True})
case('embedding', lambda i, w: F.embedding(i, w), {'input': torch.tensor([[0, 2], [1, 2]]), 'weight': t(3, 4)}, {'padding_idx': None, 'max_norm': None})
case('embedding', lambda i, w: F.embedding(i, w, 2), {'input': torch.tensor([[0, 2], [1, 2]]), 'weight': t(3, 4)}, {'padding_idx': 2, 'max_norm': None}, 'embedding with padding')
case('unfold', lambda x: F.unfold(x, 3, padding=1, stride=2), {'input': t(2, 3, 6, 5)}, {'kernel_size': [3, 3], 'dilation': [1, 1], 'padding': [1, 1], 'stride': [2, 2]})
case('one_hot', lambda x: F.one_hot(x, 4), {'input': torch.tensor([0, 3, 1])}, {'num_classes': 4})

# Resampling
for mode in ('nearest', 'bilinear', 'bicubic', 'nearest-exact'):
    for size, factor, corners in (((5, 7), None, False), (None, 2.0, False), (None, 1.5, False), ((6, 6), None, True)):
        if corners and mode.startswith('nearest'):
            continue
        align = {} if mode.startswith('nearest') else {'align_corners': corners}
        case('interpolate', lambda x, m=mode, s=size, f=factor, a=align: F.interpolate(x, s, f, m, **a), {'input': t(2, 3, 4, 4)},
             {'size': size and list(size), 'scale_factor': factor, 'mode': mode, 'align_corners': corners, 'recompute_scale_factor': None, 'antialias': False},
             'interpolate %s %s %s %s' % (mode, size, factor, corners))
case('interpolate', lambda x: F.interpolate(x, scale_factor=2, mode='linear'), {'input': t(2, 3, 4)},
     {'size': None, 'scale_factor': 2, 'mode': 'linear', 'align_corners': False, 'recompute_scale_factor': None, 'antialias': False}, 'interpolate linear')
case('pad', lambda x: F.pad(x, (1, 2, -1, 0)), {'input': t(2, 3, 4)}, {'pad': [1, 2, -1, 0], 'mode': 'constant', 'value': None}, 'pad with a crop')
for mode in ('reflect', 'replicate', 'circular'):
    case('pad', lambda x, m=mode: F.pad(x, (1, 2, 2, 1), m), {'input': t(2, 3, 4, 4)}, {'pad': [1, 2, 2, 1], 'mode': mode, 'value': None}, 'pad ' + mode)

# Attention
for causal in (False, True):
    case('scaled_dot_product_attention', lambda q, k, v, c=causal: F.scaled_dot_product_attention(q, k, v, is_causal=c),
         {'query': t(2, 2, 3, 4), 'key': t(2, 2, 3, 4), 'value': t(2, 2, 3, 4)}, {'dropout_p': 0.0, 'is_causal': causal, 'scale': None}, 'sdpa causal=%s' % causal)
case('scaled_dot_product_attention', lambda q, k, v, m: F.scaled_dot_product_attention(q, k, v, m),
     {'query': t(2, 3, 4), 'key': t(2, 5, 4), 'value': t(2, 5, 4), 'attn_mask': t(3, 5)}, {'dropout_p': 0.0, 'is_causal': False, 'scale': None}, 'sdpa with a mask')
attend = nn.MultiheadAttention(4, 2)
with torch.no_grad():
    attend.in_proj_bias.normal_()
for average in (True, False):
    case('multi_head_attention_forward',
         lambda q, k, v, w, b, o, p, a=average: F.multi_head_attention_forward(q, k, v, 4, 2, w, b, None, None, False, 0.0, o, p, average_attn_weights=a),
         {'query': t(3, 2, 4), 'key': t(5, 2, 4), 'value': t(5, 2, 4), 'in_proj_weight': t(12, 4), 'in_proj_bias': t(12), 'out_proj_weight': t(4, 4), 'out_proj_bias': t(4)},
         {'embed_dim_to_check': 4, 'num_heads': 2, 'dropout_p': 0.0, 'training': True, 'average_attn_weights': average, 'is_causal': False, 'need_weights': True},
         'multi_head_attention_forward average=%s' % average)

# Recurrent
for kind, states, gates in (('lstm', 2, 4), ('gru', 1, 3), ('rnn_tanh', 1, 1)):
    for layers, both in ((1, False), (2, True)):
        ways = 2 if both else 1
        weights = []
        for layer in range(layers):
            for _ in range(ways):
                width = 3 if layer == 0 else 4 * ways
                weights += [t(gates * 4, width), t(gates * 4, 4), t(gates * 4), t(gates * 4)]
        starts = [t(layers * ways, 2, 4) for _ in range(states)]
        run = getattr(torch._VF, kind)
        case(kind, lambda x, h, w, run=run, layers=layers, both=both, states=states: run(x, tuple(h) if states == 2 else h[0], w, True, layers, 0.0, True, both, True),
             {'input': t(2, 5, 3), 'hx': starts, 'params': weights},
             {'has_biases': True, 'num_layers': layers, 'dropout': 0.0, 'train': True, 'bidirectional': both, 'batch_first': True}, '%s of %d layers' % (kind, layers))
for kind, gates in (('lstm_cell', 4), ('gru_cell', 3)):
    run = getattr(torch._VF, kind)
    many = kind == 'lstm_cell'
    case(kind, lambda x, h, wi, wh, bi, bh, run=run, many=many: run(x, tuple(h) if many else h[0], wi, wh, bi, bh),
         {'input': t(2, 3), 'hx': [t(2, 4)] * (2 if many else 1), 'w_ih': t(gates * 4, 3), 'w_hh': t(gates * 4, 4), 'b_ih': t(gates * 4), 'b_hh': t(gates * 4)})


def written_at(index):
    def run(x, value):
        y = x.clone()
        y[index] = value
        return y
    return run


EVEN = {'slice': [None, None, 2]}
case('setitem', written_at((slice(None), 0, slice(0, None, 2))), {'input': t(4, 1, 6), 'value': t(4, 3)},
     {'index': [ALL, 0, {'slice': [0, None, 2]}]}, 'setitem of every second entry at a place')
case('setitem', written_at((slice(None, None, 2), slice(1, None, 3))), {'input': t(4, 5), 'value': t(2, 1)},
     {'index': [EVEN, {'slice': [1, None, 3]}]}, 'setitem of steps along two axes')
case('setitem', written_at((slice(None), [2, 0, -1])), {'input': t(2, 5), 'value': t(2, 3)}, {'index': [ALL, [2, 0, -1]]}, 'setitem of a list')


if __name__ == '__main__':
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'fixtures')
    with open(os.path.join(folder, 'torchOperations.json'), 'w') as file:
        json.dump({'torch': torch.__version__, 'cases': CASES}, file, separators=(',', ':'))
    print(len(CASES), 'cases')
