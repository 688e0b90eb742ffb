"""The recording: edges, in-place writes, views, scopes, positions, gradients, parameters."""
import unittest

from support import operations, record, sources, torch
from skipscope.driver.repairs import repair_of
from skipscope.recording.aliases import resolve
from skipscope.recording.errors import NeedsValues, UnknownOperation


def net(forward, init='pass'):
    return 'class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n%s\n    def forward(self, x):\n%s\n' % (
        '\n'.join('        ' + line for line in init.split('\n')), '\n'.join('        ' + line for line in forward.split('\n')))


class Names(unittest.TestCase):
    def test_a_pool_with_its_indices_is_the_same_pool(self):
        for name in ('max_pool1d', 'max_pool2d', 'max_pool3d'):
            op, bound, _ = resolve(name + '_with_indices', (torch.zeros(1, 2, 4, 4), 2), {'stride': 2, 'return_indices': False})
            self.assertEqual((op, bound['kernel_size'][0], bound['return_indices']), (name, 2, True))
        self.assertEqual(resolve('adaptive_max_pool2d_with_indices', (torch.zeros(1, 2, 4, 4), 2), {})[0], 'adaptive_max_pool2d')


class InPlace(unittest.TestCase):
    def test_a_skip_that_is_kept_by_name_sees_the_write(self):
        told = record(net('identity = x\nx += torch.tanh(x)\nreturn torch.relu(identity)'), (2, 3))
        self.assertEqual(operations(told), ['input', 'tanh', 'add', 'relu'])
        self.assertEqual(sources(told, 'relu'), [('input', 'add')])
        self.assertTrue(told['nodes'][2]['inPlace'])

    def test_a_sum_of_its_own_keeps_the_skip(self):
        told = record(net('identity = x\nx = x + torch.tanh(x)\nreturn torch.relu(identity)'), (2, 3))
        self.assertEqual(sources(told, 'relu'), [('input', 'input')])

    def test_an_activation_in_place_changes_its_input_for_all_that_hold_it(self):
        told = record(net('y = torch.tanh(x)\nz = F.relu(y, inplace=True)\nreturn y + z'), (2, 3))
        self.assertEqual(sources(told, 'add'), [('input', 'relu'), ('other', 'relu')])

    def test_a_norm_that_counts_its_own_batches_adds_nothing(self):
        forward = 'self.norm.num_batches_tracked.add_(1)\nself.norm.num_batches_tracked += 1\nreturn torch.relu(x)'
        told = record(net(forward, 'self.norm = nn.BatchNorm1d(3)'), (2, 3))
        self.assertEqual(operations(told), ['input', 'relu'])

    def test_a_write_through_a_view_reaches_the_base(self):
        told = record(net('y = torch.tanh(x)\ny[:, :1].mul_(2)\nreturn torch.relu(y)'), (2, 3))
        self.assertEqual(operations(told), ['input', 'tanh', 'getitem', 'mul', 'setitem', 'relu'])
        self.assertEqual(sources(told, 'relu'), [('input', 'setitem')])
        self.assertEqual(sources(told, 'setitem'), [('input', 'tanh'), ('value', 'mul')])

    def test_another_view_is_renewed_after_the_write(self):
        told = record(net('y = torch.tanh(x)\nv = y.view(6)\ny.add_(1)\nreturn torch.relu(v)'), (2, 3))
        self.assertEqual(operations(told), ['input', 'tanh', 'reshape', 'add', 'reshape', 'relu'])
        self.assertEqual(told['nodes'][4]['inputs'][0]['value'], [3, 0])

    def test_a_copy_is_no_view(self):
        told = record(net('y = torch.tanh(x)\nv = y.t().reshape(6)\nv.add_(1)\nreturn torch.relu(y)'), (2, 3))
        self.assertEqual(sources(told, 'relu'), [('input', 'tanh')])


    def test_kinds_of_containers_are_asked_for(self):
        from typing import Dict, List, Optional, Tuple
        is_of, x = torch.jit.isinstance, torch.zeros(1)
        self.assertTrue(is_of({'a': x}, Dict[str, torch.Tensor]) and is_of([x], List[torch.Tensor]) and is_of((x, 1), Tuple[torch.Tensor, int]))
        self.assertTrue(is_of(None, Optional[int]) and is_of(x, (int, torch.Tensor)) and is_of([], List[int]) and is_of([x], list[torch.Tensor]))
        self.assertFalse(is_of({'a': 1}, Dict[str, torch.Tensor]) or is_of(x, List[torch.Tensor]) or is_of((x,), Tuple[torch.Tensor, int]))

    def test_layers_are_in_the_modules_where_torch_has_them(self):
        from torch.nn.modules import activation, conv, linear
        self.assertIs(activation.GELU, torch.nn.GELU)
        self.assertIs(activation.PReLU, torch.nn.PReLU)
        self.assertIs(conv.LazyConv2d, torch.nn.LazyConv2d)
        self.assertIs(linear.LazyLinear, torch.nn.LazyLinear)


class Sequences(unittest.TestCase):
    def test_an_unpacked_sequence_is_a_row_of_the_batch(self):
        told = record(net('from torch.nn.utils.rnn import pack_sequence, unpack_sequence\nreturn unpack_sequence(pack_sequence([x, x.tanh()]))[1]'), (4, 3))
        self.assertEqual(operations(told), ['input', 'tanh', 'stack', 'permute', 'unbind'])

    def test_a_packed_sequence_goes_on_as_its_padded_tensor(self):
        forward = ('from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence\n'
                   'rows, _ = self.rnn(pack_padded_sequence(x, [3, 2], batch_first=True))\n'
                   'return pad_packed_sequence(rows, batch_first=True, total_length=4)[0]')
        told = record(net(forward, 'self.rnn = nn.GRU(3, 6, batch_first=True)'), (2, 5, 3))
        self.assertEqual([(node['op'], node['outputs'][0]['shape']) for node in told['nodes'] if node['op'] != 'full'],
                         [('input', [2, 5, 3]), ('getitem', [2, 3, 3]), ('gru', [2, 3, 6]), ('pad', [2, 4, 6])])

    def test_sequences_are_padded_on_the_side_that_is_asked_for(self):
        told = record(net("return nn.utils.rnn.pad_sequence([x, x[:1]], padding_side='left')"), (2, 3))
        self.assertEqual(operations(told), ['input', 'getitem', 'pad', 'stack'])
        self.assertEqual((told['nodes'][2]['attributes']['pad'], told['nodes'][3]['outputs'][0]['shape']), ([0, 0, 1, 0], [2, 2, 3]))


class Gradients(unittest.TestCase):
    def test_no_grad_and_detach_stop_it(self):
        told = record(net('with torch.no_grad():\n    a = torch.tanh(x)\nb = torch.sigmoid(x).detach()\nreturn a * x + b'), (2, 3))
        flags = {node['op']: node['noGradient'] for node in told['nodes']}
        self.assertEqual(flags, {'input': False, 'tanh': True, 'sigmoid': False, 'detach': True, 'mul': False, 'add': False})

    def test_comparisons_carry_none(self):
        told = record(net('return (x > 0) * x'), (2, 3))
        self.assertTrue(told['nodes'][1]['noGradient'])
        self.assertFalse(told['nodes'][2]['noGradient'])

    def test_a_function_with_its_own_backward_pass_is_one_node(self):
        source = ('class Swish(torch.autograd.Function):\n    @staticmethod\n    def forward(ctx, i):\n        ctx.save_for_backward(i)\n'
                  '        return i * torch.sigmoid(i)\n' + net('return Swish.apply(x)'))
        told = record(source, (2, 3))
        self.assertEqual(operations(told), ['input', 'custom'])
        self.assertEqual(told['nodes'][1]['attributes'], {'name': 'Swish'})


class Places(unittest.TestCase):
    def test_lines_and_columns_of_nested_calls(self):
        told = record(net('return torch.relu(torch.tanh(x))'), (2, 3))
        tanh, relu = told['nodes'][1]['at'][0], told['nodes'][2]['at'][0]
        self.assertEqual(relu[1], 9)
        self.assertEqual(tanh[1], 9)
        import sys
        if sys.version_info >= (3, 11):
            self.assertEqual(relu[2:4], [16, 41])
            self.assertEqual(tanh[2:4], [27, 40])
            self.assertEqual(relu[4], 'Net.forward')
        self.assertEqual(told['files'], ['net.py'])

    def test_columns_count_utf16_units(self):
        import sys
        if sys.version_info < (3, 11):
            self.skipTest('columns are told from Python 3.11 on')
        told = record(net('s = "\U0001F600é"; return torch.relu(x)'), (2, 3))
        self.assertEqual(told['nodes'][1]['at'][0][2], len('        s = "\U0001F600é"; return ') + 2)

    def test_modules_know_where_they_were_made_and_called(self):
        told = record(net('return self.block(x)', 'self.block = nn.Sequential(\n    nn.Linear(3, 4),\n    nn.ReLU())'), (2, 3))
        calls = [(call['module'], call['kind'], call['isLibrary'], call['parent']) for call in told['calls']]
        self.assertEqual(calls, [('', 'Net', False, None), ('block', 'Sequential', True, 0), ('block.0', 'Linear', True, 1), ('block.1', 'ReLU', True, 1)])
        self.assertEqual(told['calls'][2]['made'][0][1], 8)
        self.assertEqual(told['calls'][1]['calledAt'][0][1], 11)
        self.assertEqual(told['nodes'][1]['call'], 2)
        weight = told['parameters'][0]
        self.assertEqual((weight['name'], weight['made'][0][1]), ('block.0.weight', 8))


class Parameters(unittest.TestCase):
    def initial(self, init):
        told = record(net('return x', init), (2, 3))
        return {p['name']: p.get('initial') for p in told['parameters']}

    def test_layers_draw_as_torch_does(self):
        told = self.initial('self.l = nn.Linear(16, 4)\nself.c = nn.Conv2d(4, 8, 3, groups=2)\nself.e = nn.Embedding(5, 2)\nself.r = nn.LSTM(3, 25)\n'
                            'self.a = nn.MultiheadAttention(6, 2)\nself.n = nn.BatchNorm1d(3)')
        self.assertEqual(told['l.weight'], {'draw': 'uniform', 'from': -0.25, 'to': 0.25})
        self.assertEqual(told['l.bias'], {'draw': 'uniform', 'from': -0.25, 'to': 0.25})
        self.assertAlmostEqual(told['c.weight']['to'], 1 / 18 ** .5)
        self.assertEqual(told['e.weight'], {'draw': 'normal', 'mean': 0.0, 'std': 1.0})
        self.assertEqual(told['r.weight_hh_l0']['to'], 0.2)
        self.assertAlmostEqual(told['a.in_proj_weight']['to'], (6 / 24) ** .5)
        self.assertEqual(told['a.in_proj_bias'], {'draw': 'constant', 'value': 0.0})
        self.assertEqual(told['n.running_var'], {'draw': 'constant', 'value': 1.0})

    def test_schemes_are_told_by_their_numbers(self):
        told = self.initial('self.l = nn.Linear(8, 2)\nnn.init.kaiming_normal_(self.l.weight, mode="fan_out", nonlinearity="relu")\nnn.init.zeros_(self.l.bias)\n'
                            'self.m = nn.Linear(8, 2)\nself.m.weight.data.normal_(0, 0.02)\nself.m.bias.data.zero_()\n'
                            'self.t = nn.Parameter(torch.empty(3, 3))\nnn.init.trunc_normal_(self.t, std=.02)\nself.o = nn.Parameter(nn.init.orthogonal_(torch.empty(3, 3)))')
        self.assertEqual(told['l.weight'], {'draw': 'normal', 'mean': 0.0, 'std': 1.0})
        self.assertEqual(told['l.bias'], {'draw': 'constant', 'value': 0.0})
        self.assertEqual(told['m.weight'], {'draw': 'normal', 'mean': 0, 'std': 0.02})
        self.assertEqual(told['m.bias'], {'draw': 'constant', 'value': 0})
        self.assertEqual(told['t'], {'draw': 'normal', 'mean': 0.0, 'std': 0.02, 'within': [-2.0, 2.0]})
        self.assertEqual(told['o'], {'draw': 'orthogonal', 'gain': 1.0})

    def test_scaled_draws_stay_draws_and_tables_are_values(self):
        told = self.initial('self.a = nn.Parameter(torch.randn(3, 2) * 0.02 + 1)\nself.b = nn.Parameter(1e-6 * torch.ones(4))\n'
                            'self.register_buffer("k", torch.tril(torch.ones(2, 2)).view(1, 2, 2))\nself.c = nn.Parameter(torch.cat([torch.zeros(1), torch.rand(2)]))')
        self.assertEqual(told['a'], {'draw': 'normal', 'mean': 1.0, 'std': 0.02})
        self.assertEqual(told['b'], {'draw': 'constant', 'value': 1e-6})
        self.assertEqual(told['k'], {'draw': 'values', 'values': [1.0, 0.0, 1.0, 1.0]})
        self.assertEqual(told['c']['draw'], 'computed')
        self.assertEqual([node['op'] for node in told['c']['nodes']], ['full', 'rand', 'cat'])

    def test_the_row_of_padding_is_written_into_the_draw(self):
        told = self.initial('self.e = nn.Embedding(5, 2, padding_idx=0)')['e.weight']
        self.assertEqual(told['draw'], 'computed')
        self.assertEqual(told['nodes'][-1]['op'], 'setitem')

    def test_tied_weights_have_one_entry(self):
        told = record(net('return self.b(self.a(x))', 'self.a = nn.Linear(3, 3)\nself.b = nn.Linear(3, 3)\nself.b.weight = self.a.weight'), (2, 3))
        self.assertEqual([(p['name'], p['alsoNamed']) for p in told['parameters']],
                         [('a.weight', ['b.weight']), ('a.bias', []), ('b.bias', [])])

    def test_modules_in_a_plain_list_are_not_trained(self):
        told = record(net('return self.layers[0](x)', 'self.layers = [nn.Linear(3, 3)]'), (2, 3))
        self.assertEqual([(p['name'], p['trainable']) for p in told['parameters']], [('layers.0.weight', False), ('layers.0.bias', False)])
        self.assertEqual(told['calls'][1]['module'], 'layers.0')

    def test_a_second_run_starts_from_the_same_parameters(self):
        source = net('self.k += 1\nreturn x + self.k', 'self.register_buffer("k", torch.zeros(3))')
        first, second = record(source, (2, 3)), record(source, (2, 3))
        self.assertEqual(first['fingerprint'], second['fingerprint'])


class Values(unittest.TestCase):
    def test_a_branch_on_an_input_needs_values(self):
        with self.assertRaises(NeedsValues) as raised:
            record(net('return x if x.sum() > 0 else -x'), (2, 3))
        self.assertEqual(raised.exception.operation, 'Tensor.__bool__')

    def test_what_is_not_known_raises_at_its_call(self):
        with self.assertRaises(UnknownOperation) as raised:
            record('from torch import igamma\n' + net('return igamma(x, x)'), (2, 3))
        self.assertEqual(raised.exception.operation, 'torch.igamma')

    def test_a_shape_error_tells_what_would_fit(self):
        with self.assertRaises(RuntimeError) as raised:
            record(net('return self.c(x)', 'self.c = nn.Conv2d(3, 4, 3)'), (2, 1, 8, 8))
        repair = repair_of(raised.exception)
        self.assertEqual((repair.kind, repair.tensor.shape, repair.want, repair.got), ('channels', (2, 1, 8, 8), 3, 1))

    def test_constants_are_told_with_their_entries(self):
        told = record(net('return x + self.k', 'self.k = torch.arange(3.)'), (2, 3))
        self.assertEqual(told['nodes'][1]['inputs'][1], {'slot': 'other', 'constant': {'shape': [3], 'dtype': 'float32', 'values': [0.0, 1.0, 2.0]}})

    def test_a_draw_that_decides_is_noted(self):
        told = record(net('return x if torch.rand(1) < 2 else -x'), (2, 3))
        self.assertEqual([(note['about'], note['what']) for note in told['notes']], [('draw decides', 'Tensor.__bool__')])

    def test_a_draw_that_decides_takes_the_likeliest_way(self):
        for asked, op in (('torch.rand(1) < 0.5', 'tanh'), ('torch.rand(()).item() > 0.2', 'tanh'), ('torch.bernoulli(torch.tensor(0.5)).item()', 'tanh'),
                          ('torch.empty(1).bernoulli_(0.2)', 'relu'), ('torch.zeros(3).uniform_(2, 4)[1] < 2.5', 'relu')):
            for _ in range(3):
                told = record(net('return torch.tanh(x) if %s else torch.relu(x)' % asked), (2, 3))
                self.assertEqual(told['nodes'][-1]['op'], op, asked)

    def test_what_is_drawn_without_deciding_stays_a_draw(self):
        told = record(net('return x + self.k', 'self.k = torch.rand(3)'), (2, 3))
        self.assertEqual(len(set(told['nodes'][1]['inputs'][1]['constant']['values'])), 3)

    def test_a_seed_draws_again(self):
        torch.manual_seed(3)
        first = torch.rand(5).tolist()
        torch.manual_seed(3)
        self.assertEqual(torch.rand(5).tolist(), first)
        self.assertNotEqual(torch.rand(5).tolist(), first)

    def test_entries_that_are_asked_about_are_finite(self):
        for asked in ('torch.isnan(x).any()', 'not torch.isfinite(x).all()', 'torch.isnan(x).any() | torch.isinf(x).any().item()'):
            told = record(net('return -x if %s else x.relu()' % asked), (2, 3))
            self.assertEqual((told['nodes'][-1]['op'], {note['about'] for note in told['notes']}), ('relu', {'value read'}), asked)

    def test_weights_of_a_plain_list_are_marked(self):
        told = record(net('return self.layers[0](x)', 'self.layers = [nn.Linear(3, 2)]'), (2, 3))
        self.assertEqual([one.get('isUnregistered') for one in told['parameters']], [True, True])
        held = record(net('return self.layers[0](x)', 'self.layers = nn.ModuleList([nn.Linear(3, 2)])'), (2, 3))
        self.assertEqual([one.get('isUnregistered') for one in held['parameters']], [None, None])

    def test_a_flag_that_is_set_on_a_module_is_noted(self):
        told = record(net('return self.a(x)', 'self.a = nn.Linear(3, 2)\nself.a.requires_grad = False'), (2, 3))
        self.assertEqual([(note['about'], note['what']) for note in told['notes']], [('flag on module', 'a')])
        frozen = record(net('return self.a(x)', 'self.a = nn.Linear(3, 2)\nself.a.requires_grad_(False)'), (2, 3))
        self.assertEqual(frozen['notes'], [])

    def test_token_ids(self):
        told = record(net('return self.e(x)', 'self.e = nn.Embedding(5, 2)'), (2, 3), dtype=torch.int64)
        self.assertEqual(told['nodes'][1]['outputs'], [{'shape': [2, 3, 2], 'dtype': 'float32'}])


if __name__ == '__main__':
    unittest.main()
