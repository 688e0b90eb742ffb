"""A draft without values refuses what torch refuses with values, in its words."""
import os
import sys
import unittest

from support import HERE, operations, record, torch

sys.path.insert(0, os.path.join(HERE, '..', 'compare'))
from operations import EXPRESSIONS, evaluate  # noqa: E402

from skipscope.interpreter.placing import Drafting  # noqa: E402
from skipscope.interpreter.small_values import SWAPS  # noqa: E402
from skipscope.interpreter.versions import HAS_DEVICES_IN_PLACE  # noqa: E402

# What `meta` says otherwise, or lets pass, and why it may stay so.
KNOWN = {
    'torch.zeros(-1)': 'the same refusal in other words',
    'm[:1].expand(3, 6).add_(1)': 'a training step refuses it: no shape depends on it',
    'torch.arange(5, 2)': 'the same refusal in other words, in older versions',
    'm.masked_fill(m, 0)': 'torch 2.0 and before looks at the entries of such a mask, and a definition is recorded with values then',
    'torch.tensor([[1, 2], [3]])': 'a list that has no shape is a fault of the text, which a training step refuses',
}

# Normalisations and recurrent layers, each with the shape of an input.
LAYERS = (
    ('nn.BatchNorm1d(6)', (4, 6)), ('nn.BatchNorm1d(6, affine=False)', (4, 6, 5)), ('nn.BatchNorm2d(3)', (2, 3, 5, 5)),
    ('nn.BatchNorm2d(3, track_running_stats=False).eval()', (2, 3, 5, 5)), ('nn.BatchNorm3d(3).eval()', (1, 3, 2, 2, 2)), ('nn.BatchNorm2d(3)', (2, 4, 5, 5)),
    ('nn.BatchNorm1d(6)', (1, 6)), ('nn.BatchNorm2d(3).half()', (2, 3, 5, 5)), ('nn.LayerNorm(6)', (2, 6)), ('nn.LayerNorm((5, 6), bias=False)', (2, 5, 6)),
    ('nn.LayerNorm(6, elementwise_affine=False)', (2, 5, 6)), ('nn.LayerNorm(6)', (2, 5)), ('nn.LayerNorm(6).double()', (2, 6)),
    ('nn.GroupNorm(3, 6)', (2, 6, 4)), ('nn.GroupNorm(3, 6, affine=False)', (2, 6, 4, 4)), ('nn.GroupNorm(4, 8)', (2, 6, 4, 4)),
    ('nn.InstanceNorm2d(3, affine=True)', (2, 3, 4, 4)), ('nn.LSTM(6, 5, 2)', (7, 2, 6)), ('nn.LSTM(6, 5, batch_first=True, bidirectional=True)', (2, 7, 6)),
    ('nn.LSTM(6, 5, proj_size=3, bidirectional=True)', (7, 2, 6)), ('nn.LSTM(6, 5)', (7, 6)), ('nn.GRU(6, 5, 2, bidirectional=True)', (7, 2, 6)),
    ('nn.RNN(6, 5, bias=False)', (7, 2, 6)), ('nn.RNN(6, 5, nonlinearity="relu", dropout=0.5, num_layers=2)', (7, 2, 6)), ('nn.LSTM(6, 5)', (7, 2, 4)),
)


def seen(make, shape, freezes=False):
    """Shapes, types and needs of a gradient of everything that a layer gives, or its error."""
    try:
        layer, x = eval(make, {'nn': torch.nn}), torch.zeros(shape)
        for one in layer.parameters() if freezes else ():
            one.requires_grad_(False)
        made = layer(x)
    except Exception as error:
        return type(error).__name__, str(error)
    return [(tuple(one.shape), one.dtype, one.requires_grad) for one in flat(made)]


def flat(value):
    return [value] if isinstance(value, torch.Tensor) else [one for each in value for one in flat(each)]


@unittest.skipUnless(HAS_DEVICES_IN_PLACE, 'torch before 2.0 makes no drafts without values')
class Meta(unittest.TestCase):
    def test_small_tables_have_their_values_in_a_draft(self):
        made = '''
import copy

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        rates = [x.tolist() for x in torch.linspace(0, 0.2, 4).split([1, 3])]
        norm = copy.deepcopy(nn.BatchNorm1d(4))
        widths = copy.deepcopy(torch.tensor([2.5, 3.5])).round().to(torch.int64)
        %s
        self.layers = nn.Sequential(nn.Linear(4, int(widths.sum())), nn.Dropout(rates[1][2]))
    def forward(self, x: torch.Tensor):
        return self.layers(x)
'''
        for line, device in (('widths += 1', 'meta'), ('widths[0] = torch.tensor(3)', 'meta'), ('widths[0].copy_(torch.zeros(2).sum().long())', 'cpu')):
            recording = record(made % line, inputShapes=[[4]])['recording']
            self.assertEqual(recording['producer']['device'], device, line)
            self.assertEqual(recording['parameters'][0]['shape'], {'widths += 1': [8, 4], 'widths[0] = torch.tensor(3)': [7, 4]}.get(line, [4, 4]))

    def test_known_values_tell_a_draft_what_torch_would_read(self):
        recording = record('''
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(8, 8), nn.Linear(8, 8))

    def forward(self, x: torch.Tensor):
        low, high = torch.log(torch.tensor((0.5, 0.9)))
        share = torch.exp(torch.empty(1).uniform_(low, high)).item()
        counts = torch.tensor([3, 5])
        places = torch.repeat_interleave(torch.arange(2), counts)
        kept = x[:, torch.arange(8) < 4]
        chosen = self.layers[torch.randint(0, 2, (1,)).item()]
        return chosen(x)[:, places == 1] * share + F.pad(kept, (0, 1))
''', inputShapes=[[8]])['recording']
        self.assertEqual(recording['producer']['device'], 'meta')
        self.assertEqual(recording['nodes'][-1]['outputs'][0]['shape'], [None, 5])
        self.assertEqual([note['about'] for note in recording['notes']], ['draw decides', 'value read'])

    def test_inputs_and_what_comes_of_them_are_known_to_nobody(self):
        recording = record('''
class Net(nn.Module):
    def forward(self, x: torch.Tensor):
        return -x if x.abs().sum() < torch.rand(1) else x
''', inputShapes=[[8]])['recording']
        self.assertEqual(recording['producer']['device'], 'cpu')

    @unittest.skipUnless(SWAPS, 'torch before 2.3 makes no tensor another')
    def test_tensors_that_torch_makes_on_the_processor_stand_in_a_draft(self):
        recording = record('''
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.Tensor(3, 3, 3, 3))
        self.scale = nn.Parameter(torch.FloatTensor([1, 2, 3]))
        self.register_buffer('mean', torch.Tensor([1, 2, 3]).view(1, 3, 1, 1))
        nn.init.kaiming_uniform_(self.weight)
        self.steps = torch.Tensor([2])
    def forward(self, x: torch.Tensor):
        x = F.conv2d(x - self.mean, self.weight * self.scale.view(-1, 1, 1, 1), padding=1)
        for _ in range(int(self.steps.sum())):
            x = x * torch.FloatTensor([1, 2, 3])[None, :, None, None] + x
        return x
''', inputShapes=[[3, 8, 8]])['recording']
        self.assertEqual(recording['producer']['device'], 'meta')
        self.assertEqual([one['name'] for one in recording['parameters']], ['weight', 'scale', 'mean'])
        self.assertEqual(operations(recording).count('add'), 2)
        # A gradient flows back to what the constructor left on the processor.
        scaled = next(node for node in recording['nodes'] if node['op'] == 'mul' and node['at'])
        self.assertFalse(scaled['noGradient'])

    def test_lengths_that_nobody_tells_are_the_whole_extent(self):
        recording = record('''
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = nn.GRU(8, 4, batch_first=True)

    def forward(self, x, lengths):
        assert x.dim() == 3 and x.shape[-1] == 8
        return pad_packed_sequence(self.rnn(pack_padded_sequence(x, lengths, batch_first=True))[0], batch_first=True)[0]
''')['recording']
        last = recording['nodes'][recording['outputs'][0]['value'][0]]
        self.assertEqual(operations(recording), ['input', 'input', 'full', 'gru'])
        self.assertEqual(last['outputs'][0]['shape'][1:], [recording['nodes'][0]['outputs'][0]['shape'][1], 4])

    def test_what_only_values_can_tell_is_recorded_with_values(self):
        recording = record('''
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.FloatTensor(torch.rand(3) + 1))
    def forward(self, x: torch.Tensor):
        return x * self.scale
''', inputShapes=[[3]])['recording']
        self.assertEqual(recording['producer']['device'], 'cpu')

    def test_a_layer_of_an_absent_package_names_it(self):
        failure = record('''
from nowhere.layers import SqueezeExcite

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Conv2d(3, 4, 3), SqueezeExcite(4))
    def forward(self, x: torch.Tensor):
        return self.layers(x)
''')['failure']
        self.assertEqual((failure['code'], failure['values']), ('package', {'package': 'nowhere'}))

    def test_refusals_are_those_of_tensors_with_values(self):
        compared = 0
        for text in EXPRESSIONS.strip().split('\n'):
            told = evaluate(text)
            if not (isinstance(told, list) and told[:1] == ['error']) or text in KNOWN:
                continue
            with self.subTest(text), torch.device('meta'), Drafting():
                self.assertEqual([str(part).replace('torch.meta.', 'torch.') for part in evaluate(text)], told)
                compared += 1
        self.assertGreater(compared, 100)

    def test_normalisations_and_recurrent_layers_give_what_those_with_values_give(self):
        told = [(*one, freezes) for one in LAYERS for freezes in (False, True)]
        for each in told:
            with self.subTest(each):
                wanted = seen(*each)
                with torch.device('meta'), Drafting():
                    self.assertEqual(seen(*each), wanted)

    def test_a_recurrent_layer_is_drafted_in_no_step_of_its_sequence(self):
        with torch.device('meta'), Drafting():
            layer, x = torch.nn.LSTM(8, 8), torch.zeros(200_000, 1, 8)
            self.assertEqual(layer(x)[0].shape, (200_000, 1, 8))

    def test_operands_that_are_too_large_for_zeros_are_refused_too(self):
        with torch.device('meta'), Drafting(), self.assertRaisesRegex(RuntimeError, 'do not go together'):
            torch.nn.functional.conv2d(torch.zeros(8, 64, 512, 512), torch.zeros(0, 64, 5, 5))

    def test_a_call_with_values_is_not_made_again(self):
        made = []

        def call(tensor):
            made.append(tensor)
            raise RuntimeError('once')
        from skipscope.interpreter.wording import in_full
        self.assertEqual(str(in_full(RuntimeError('once'), call, [torch.zeros(2)], {})), 'once')
        self.assertEqual(made, [])


if __name__ == '__main__':
    unittest.main()
