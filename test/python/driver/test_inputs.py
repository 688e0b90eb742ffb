import unittest

from .support import HEAD, fit, needs_torch, shapes


def net(init, forward, parameters='x', more=''):
    lines = [HEAD, 'class Net(nn.Module):', '    def __init__(self):', '        super().__init__()']
    lines += ['        ' + line for line in init] + ['    def forward(self, %s):' % parameters]
    lines += ['        ' + line for line in forward]
    return {'a.py': '\n'.join(lines) + '\n' + more}


@needs_torch
class Inputs(unittest.TestCase):
    def test_takes_the_users_shapes(self):
        files = net(['self.layer = nn.Conv2d(3, 4, 3)'], ['return self.layer(x)'])
        template = fit(files, 'Net', inputShapes=[[3, 17, 19]])[1]
        self.assertEqual((shapes(template), template.origin), ([(2, 3, 17, 19)], {'from': 'user'}))

    def test_takes_the_shape_that_the_text_feeds(self):
        files = net(['self.layer = nn.Conv2d(3, 4, 3)'], ['return self.layer(x)'], more='net = Net()\ny = net(torch.randn(1, 3, 40, 24))\n')
        template = fit(files, 'Net')[1]
        self.assertEqual((shapes(template), template.origin['from']), ([(2, 3, 40, 24)], 'call'))

    def test_takes_the_shape_that_the_text_feeds_at_once(self):
        for use in ('y = Net()(torch.randn(1, 3, 40, 24))\n', 'print(Net()(torch.randn(1, 3, 40, 24)).shape)\n',
                    'def test():\n    shape = Net().eval()(torch.randn(1, 3, 40, 24)).shape\n    y = Net()(torch.randn(1, 3, 40, 24))\n'):
            files = net(['self.layer = nn.Conv2d(3, 4, 3)'], ['return self.layer(x)'], more=use)
            template = fit(files, 'Net')[1]
            self.assertEqual((shapes(template), template.origin['from']), ([(2, 3, 40, 24)], 'call'))

    def test_takes_the_size_that_a_network_asks_for(self):
        files = net(['self.conv = nn.Conv2d(3, 4, 3)'], ['h = x.shape[2]', 'assert h == 72, f"Input height ({h}) doesn\'t match model (72)."',
                                                         'return self.conv(x)'])
        self.assertEqual(shapes(fit(files, 'Net')[1]), [(2, 3, 72, 72)])

    def test_finds_the_size_that_a_pool_of_volumes_needs(self):
        files = net(['self.conv, self.pool = nn.Conv3d(3, 4, 3, stride=8), nn.AvgPool3d((2, 9, 9))'], ['return self.pool(self.conv(x))'])
        self.assertGreater(shapes(fit(files, 'Net')[1])[0][-1], 64)

    def test_takes_the_size_of_a_summary(self):
        files = net(['self.layer = nn.Conv2d(3, 4, 3)'], ['return self.layer(x)'],
                    more='from torchsummary import summary\nnet = Net()\nsummary(net, (3, 50, 50))\n')
        self.assertEqual(shapes(fit(files, 'Net')[1]), [(2, 3, 50, 50)])

    def test_takes_an_image_size(self):
        files = net(['self.img_size = 40', 'self.layer = nn.Conv2d(3, 4, 3)'], ['return self.layer(x)'])
        self.assertEqual(shapes(fit(files, 'Net')[1]), [(2, 3, 40, 40)])

    def test_takes_the_kinds_that_annotations_and_docstrings_tell(self):
        lines = ['"""', 'Args:', '    feats (list[Tensor]): maps', '    quality (float): of a picture', '    size (int): a side', '    flip(bool): whether', '"""',
                 'x = feats[0]', 'assert isinstance(quality, float) and type(flip) is bool and steps == int(steps)',
                 'return self.layer(x * quality).reshape(len(x), -1, size)']
        files = net(['self.layer = nn.Conv2d(3, 4, 1)'], lines, 'feats, quality, size, flip, steps: int')
        template = fit(files, 'Net')[1]
        (first,), *rest = template.arguments
        self.assertEqual((first.shapes[2], rest[0], rest[1], rest[2]), ((2, 3, 32, 32), 0.5, 32, False))
        numpy = ['"""', 'Parameters', '----------', 'x : Tensor', 'quality : float', '"""', 'return self.layer(x) * float(quality)']
        self.assertEqual(fit(net(['self.layer = nn.Conv2d(3, 4, 1)'], numpy, 'x, quality'), 'Net')[1].arguments[1], 0.5)

    def test_takes_a_tensor_where_a_docstring_is_wrong(self):
        files = net(['self.layer = nn.Linear(8, 4)'], ['"""', 'scale (float): the scale', '"""', 'return self.layer(x) * scale.mean()'], 'x, scale')
        self.assertEqual(shapes(fit(files, 'Net')[1]), [(2, 8), (2, 8)])

    def test_takes_as_many_tokens_as_a_picture_has_places(self):
        files = net(['self.input_resolution, self.dim = (8, 6), 12', 'self.reduction = nn.Linear(48, 24)'],
                    ['h, w = self.input_resolution', 'b, l, c = x.shape', 'assert l == h * w, "input feature has wrong size"',
                     'return self.reduction(x.view(b, l // 4, 4 * c))'])
        template = fit(files, 'Net')[1]
        self.assertEqual((shapes(template), template.origin), ([(2, 48, 12)], {'from': 'default configuration'}))

    def test_takes_a_large_picture_for_a_stem_behind_other_layers(self):
        files = net(['self.last = nn.Linear(8, 2)', 'self.narrow = nn.Conv2d(16, 8, 1)', 'self.stem = nn.Conv2d(3, 16, 7, stride=2)'],
                    ['return self.last(self.narrow(self.stem(x)).mean((2, 3)))'])
        self.assertEqual(shapes(fit(files, 'Net')[1]), [(2, 3, 224, 224)])

    def test_finds_the_channels_of_a_pooled_picture(self):
        files = net(['self.pool, self.last = nn.AdaptiveAvgPool2d(1), nn.Linear(48, 3)'], ['return self.last(self.pool(x).flatten(1))'])
        self.assertEqual(shapes(fit(files, 'Net')[1])[0][:2], (2, 48))

    def test_finds_a_list_of_feature_maps(self):
        for layers in (['self.conv = nn.Conv2d(24, 8, 3)'], ['self.conv = nn.Sequential(nn.Conv2d(24, 8, 3), nn.GroupNorm(4, 8))']):
            files = net(layers, ['found = []', 'for one in maps:', '    y = self.conv(one)', '    n, c, h, w = y.shape',
                                 '    found.append(y.view(n, c, h * w))', 'return torch.cat(found, 2)'], 'maps')
            template = fit(files, 'Net')[1]
            self.assertEqual([path for path, _ in template.specs()], ['0.0'])
            self.assertEqual(shapes(template)[0][:2], (2, 24))

    def test_gives_a_head_the_feature_maps_that_it_selects(self):
        for told, forward, found in (
                ('[8, 16], (0, 2)', 'nn.functional.interpolate(maps[2], scale_factor=4).mean(1) + maps[0].mean(1)', [(2, 8, 64, 64), (2, 8, 32, 32), (2, 16, 16, 16)]),
                ('16, 1', 'nn.functional.relu(self.conv(maps[self.in_index]))', [(2, 16, 64, 64), (2, 16, 32, 32)]),
                ('5, [0, 1]', 'torch.cat([maps[0], nn.functional.interpolate(maps[1], scale_factor=2)], 1)[:, 4]', [(2, 3, 64, 64), (2, 2, 32, 32)])):
            files = net(['self.in_channels, self.in_index = ' + told, 'self.conv = nn.Conv2d(16, 8, 3)'], ['return ' + forward], 'maps')
            self.assertEqual(shapes(fit(files, 'Net')[1]), found)

    def test_runs_the_network_of_a_model_that_trains_in_forward(self):
        more = '    def forward_dummy(self, img):\n        return self.conv(img)\n'
        files = net(['self.conv = nn.Conv2d(3, 8, 3)'], ["return {'loss': gt_labels.sum()}"], 'img, img_metas, gt_labels', more)
        self.assertEqual(shapes(fit(files, 'Net')[1]), [(2, 3, 32, 32)])

    def test_gives_a_list_to_a_parameter_of_its_name(self):
        for forward, paths in (('[self.conv(one) for one in feats]', ['0.0']), ('self.conv(feats).flatten(1)', ['0'])):
            template = fit(net(['self.conv = nn.Conv2d(24, 8, 3)'], ['return ' + forward], 'feats'), 'Net')[1]
            self.assertEqual(([path for path, _ in template.specs()], shapes(template)[0][:2]), (paths, (2, 24)))

    def test_gives_a_list_where_the_annotation_says_so(self):
        files = {'a.py': HEAD + """from typing import Tuple
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(24, 8)
    def forward(self, feats: Tuple[torch.Tensor]):
        return self.fc(feats[-1])
"""}
        template = fit(files, 'Net')[1]
        self.assertEqual(([path for path, _ in template.specs()], shapes(template)), (['0.0'], [(2, 24)]))

    def test_finds_the_target_of_a_loss_that_extends_one(self):
        files = {'a.py': HEAD + 'class Loss(nn.L1Loss):\n    pass\n'}
        first, second = shapes(fit(files, 'Loss')[1])
        self.assertEqual(first, second)

    def test_scales_no_picture_for_an_extent_of_zero(self):
        files = net([], ['b, c, h, w = x.shape', 'return x.view(b, 2, c // 8, 4, h, w)'])
        self.assertEqual(shapes(fit(files, 'Net')[1])[0][1] % 8, 0)

    def test_takes_that_of_a_data_set(self):
        files = net(['self.layer = nn.Conv2d(1, 4, 3)'], ['return self.layer(x)'], more='from torchvision import datasets\ndata = datasets.MNIST("d")\n')
        template = fit(files, 'Net')[1]
        self.assertEqual((shapes(template), template.origin), ([(2, 1, 28, 28)], {'from': 'data set'}))

    def test_searches_the_side_behind_a_flatten(self):
        files = net(['self.conv = nn.Conv2d(3, 5, 3)', 'self.last = nn.Linear(5 * 42 * 42, 2)'],
                    ['return self.last(torch.flatten(self.conv(x), 1))'])
        self.assertEqual(shapes(fit(files, 'Net')[1]), [(2, 3, 44, 44)])

    def test_searches_channels_in_the_order_of_the_calls(self):
        files = net(['self.late = nn.Conv2d(8, 4, 3)', 'self.early = nn.Conv2d(6, 8, 3)'], ['return self.late(self.early(x))'])
        self.assertEqual(shapes(fit(files, 'Net')[1])[0][:2], (2, 6))

    def test_looks_tokens_up_in_a_table_that_is_made_after_other_layers(self):
        files = net(['self.mix = nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 16), 1)', 'self.last = nn.Linear(8, 8)',
                     'self.table = nn.Embedding(50, 8)'], ['return self.last(self.mix(self.table(src)))'], 'src')
        self.assertEqual(shapes(fit(files, 'Net')[1]), [(16, 2)])

    def test_gives_what_is_none_by_default_and_must_be_there(self):
        files = net(['self.first = nn.Linear(8, 4)', 'self.time = nn.Embedding(10, 4)'],
                    ['return self.first(x) + self.first(context).mean(1, keepdim=True) + self.time(timestep).unsqueeze(1)'],
                    'x, context=None, timestep=None, return_dict=True')
        _, template, _ = fit(files, 'Net')
        self.assertEqual((shapes(template), sorted(template.keywords)), ([(2, 8), (2, 8), (2,)], ['context', 'timestep']))

    def test_takes_the_shape_that_a_sample_is_brought_to(self):
        files = net(['self.rnn = nn.LSTM(28, 16, batch_first=True)', 'self.norm = nn.BatchNorm1d(16)'],
                    ['return self.norm(self.rnn(x.reshape(-1, 28, 28))[0][:, -1])'])
        self.assertEqual(shapes(fit(files, 'Net')[1]), [(2, 28, 28)])

    def test_takes_vectors_where_sequences_are_too_many_entries(self):
        files = net(['self.first = nn.Linear(74, 8192)'], ['return self.first(torch.cat((noise, labels, code), -1)).view(noise.shape[0], 128, 8, 8)'],
                    'noise, labels, code')
        found = shapes(fit(files, 'Net')[1])
        self.assertEqual(([len(one) for one in found], sum(one[-1] for one in found)), ([2, 2, 2], 74))

    def test_takes_the_vector_that_an_error_asks_for_though_it_was_guessed_last(self):
        files = net(['self.names = nn.Embedding(10, 100)', 'self.first = nn.Linear(100, 128)', 'self.last = nn.Conv2d(8, 2, 3)'],
                    ['return self.last(self.first(noise).view(noise.shape[0], 8, 4, 4))'], 'noise')
        _, template, _ = fit(files, 'Net')
        self.assertEqual((shapes(template), template.specs()[0][1].dtype), ([(2, 100)], 'float32'))

    def test_takes_a_picture_beside_a_vector_that_becomes_a_channel(self):
        files = net(['self.first = nn.Linear(8, 1024)', 'self.last = nn.Conv2d(4, 2, 3)'],
                    ['return self.last(torch.cat((x, self.first(z).view(z.shape[0], 1, 32, 32)), 1))'], 'x, z')
        self.assertEqual(shapes(fit(files, 'Net')[1]), [(2, 3, 32, 32), (2, 8)])

    def test_finds_token_ids_and_their_vocabulary(self):
        files = net(['self.table = nn.Embedding(50, 8)', 'self.last = nn.Linear(8, 2)'], ['return self.last(self.table(x))'])
        attempt, template, _ = fit(files, 'Net')
        self.assertEqual(template.specs()[0][1].dtype, 'int64')
        self.assertEqual(attempt.fitting.observer.embedded[(2, 16)], [50])

    def test_gives_several_inputs_their_kinds(self):
        files = net(['self.conv = nn.Conv2d(3, 3, 3)', 'self.time = nn.Embedding(10, 3)'],
                    ['y = self.conv(x) + self.time(t).unsqueeze(-1).unsqueeze(-1)', 'return y if mask is None else y * mask'], 'x, t, mask')
        template = fit(files, 'Net')[1]
        self.assertEqual([spec.dtype for _, spec in template.specs()], ['float32', 'int64'])
        self.assertIsNone(template.arguments[2])

    def test_writes_out_an_input_that_takes_no_place(self):
        files = net(['self.first = nn.Linear(6, 6)'], ['y = self.first(x)', 'return y if mask is None else y * mask'], 'x, *, mask')
        template = fit(files, 'Net')[1]
        self.assertEqual((len(template.arguments), list(template.keywords)), (1, ['mask']))

    def test_inputs_that_are_joined(self):
        files = net(['self.table = nn.Embedding(10, 10)', 'self.last = nn.Linear(110, 4)'],
                    ['return self.last(torch.cat((self.table(labels), noise), -1))'], 'noise, labels')
        template = fit(files, 'Net')[1]
        self.assertEqual([(spec.shapes[2], spec.dtype) for _, spec in template.specs()], [((2, 100), 'float32'), ((2,), 'int64')])

    def test_a_layer_of_the_users_with_a_name_of_torchs(self):
        files = net(['self.first = nn.Linear(6, 6)', 'self.norm = LayerNorm()'], ['return self.norm(self.first(x))'],
                    more='class LayerNorm(nn.Module):\n    def forward(self, x):\n        return x\n')
        self.assertEqual(shapes(fit(files, 'Net')[1]), [(2, 6)])

    def test_finds_the_axis_of_a_sequence(self):
        files = net(['self.keys = nn.Linear(12, 12)'], ['return self.keys(x).view(x.size(0), x.size(1), 4, 3)'])
        self.assertEqual(shapes(fit(files, 'Net')[1])[0][-1], 12)
        self.assertEqual(len(shapes(fit(files, 'Net')[1])[0]), 3)

    def test_a_recurrent_network(self):
        files = net(['self.cell = nn.LSTM(7, 9, batch_first=True)'], ['y, _ = self.cell(x)', 'return y'])
        self.assertEqual(shapes(fit(files, 'Net')[1])[0][-1], 7)

    def test_a_recurrent_network_that_reads_time_first(self):
        files = net(['self.cell = nn.LSTM(7, 9)'], ['y, _ = self.cell(x)', 'return y'])
        self.assertEqual([spec.shapes for _, spec in fit(files, 'Net')[1].specs()][0], {2: (16, 2, 7), 3: (16, 3, 7)})

    def test_time_first_by_the_extents_of_the_text(self):
        lines = ['self.layer = nn.TransformerEncoderLayer(16, 4)', 'self.table = nn.Embedding(50, 16)']
        main = 'net = Net()\nnet(torch.zeros(35, 20, dtype=torch.long), torch.zeros(35, 35))\n'
        files = net(lines, ['return self.layer(self.table(ids), mask)'], 'ids, mask', more=main)
        told = [spec.shapes for _, spec in fit(files, 'Net')[1].specs()]
        self.assertEqual(told, [{2: (35, 2), 3: (35, 3)}, {2: (35, 35), 3: (35, 35)}])

    def test_a_loss_tells_no_axis(self):
        files = net(['self.cell = nn.LSTM(7, 7)'], ['y, _ = self.cell(x)', 'return (y - x).pow(2).mean()'])
        self.assertEqual(shapes(fit(files, 'Net')[1]), [(16, 2, 7)])

    def test_lengths_grow_with_a_batch_on_the_second_axis(self):
        lines = ['self.table = nn.Embedding(50, 6)', 'self.cell = nn.GRU(6, 6)', 'self.scale = nn.Linear(1, 6)']
        main = 'net = Net()\nnet(torch.zeros(9, 5, dtype=torch.long), torch.ones(5))\n'
        files = net(lines, ['y, _ = self.cell(self.table(ids))', 'return y[-1] + self.scale(sizes.unsqueeze(1))'], 'ids, sizes', more=main)
        self.assertEqual(shapes(fit(files, 'Net')[1]), [(9, 2), (2,)])

    def test_a_batch_in_front_stays_where_nothing_else_fits(self):
        files = net(['self.conv = nn.Conv1d(16, 16, 1)', 'self.mix = nn.MultiheadAttention(16, 4)'],
                    ['y = self.conv(x).transpose(1, 2)', 'return self.mix(y, y, y)[0]'])
        self.assertEqual(shapes(fit(files, 'Net')[1])[0][:2], (2, 16))

    def test_time_that_the_network_itself_puts_in_front(self):
        files = net(['self.cell = nn.GRU(7, 9)'], ['y, _ = self.cell(x.permute(1, 0, 2))', 'return y'])
        self.assertEqual(shapes(fit(files, 'Net')[1])[0][0], 2)


if __name__ == '__main__':
    unittest.main()
