"""One training step of real torch with taps: its gradients are those of a plain step, and what it reads is right."""
import math
import random
import unittest

from support import CUSTOM, every_edge, helper, operations, record, setup_of, torch

from skipscope.interpreter.storages import read_once
from skipscope.interpreter.versions import HAS_DEVICES_IN_PLACE

PLAIN = '''
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(6, 8)
        self.norm = nn.LayerNorm(8)
        self.second = nn.Linear(8, 8)
        self.head = nn.Linear(8, 4)

    def forward(self, x: torch.Tensor):
        x = F.gelu(self.first(x))
        x = x + self.second(self.norm(x)) * x
        a, b = x.chunk(2, dim=1)
        return self.head(torch.cat([b, a], 1)) + x[:, :4]
'''
WRITING = '''
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.second = nn.Linear(6, 6), nn.Linear(6, 6)
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x: torch.Tensor):
        x = self.relu(self.first(x))
        y = self.second(x)
        y += x
        out = torch.zeros_like(y)
        out[:, :3] = y[:, 3:]
        out[:, 3:] = self.relu(y[:, :3])
        return out * 2
'''

DROPPED = '''
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(6, 6) for _ in range(4)])

    def forward(self, x):
        for at, layer in enumerate(self.layers):
            if torch.rand(1) < 1 - 0.1 * at:
                x = x + layer(x)
        return x
'''
SCATTERED = '''
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.second = nn.Linear(6, 6), nn.Linear(6, 6)

    def forward(self, x: torch.Tensor):
        padded = torch.zeros(len(x), 6)
        for row, place in zip(x, padded):
            place.copy_(row)
        return self.second(torch.tanh(self.first(padded)))
'''


def trained(source, seed=7, **setup):
    """(trainer, recording, inputs, target) of a definition that takes a batch of six numbers."""
    answer = record(source, inputShapes=[[6]])
    assert 'recording' in answer, answer
    recording = answer['recording']
    trainer = helper.prepared.start(seed, setup_of(recording, **setup))
    generator = torch.Generator().manual_seed(1)
    width = recording['nodes'][recording['outputs'][0]['value'][0]]['outputs'][0]['shape'][1]
    return trainer, recording, torch.randn(5, 6, generator=generator), torch.randn(5, width, generator=generator)


def plain_gradients(trainer, x, target):
    trainer.entry.zero_grad(set_to_none=True)
    torch.nn.functional.mse_loss(trainer.entry(x.clone()), target).backward()
    return {name: one.grad.clone() for name, one in trainer.entry.named_parameters()}


def key_of(recording, op, at=0):
    return next(number for number, node in enumerate(recording['nodes']) if node['op'] == op), at


class Training(unittest.TestCase):
    def tearDown(self):
        helper.prepared.close()

    def step(self, trainer, recording, x, target):
        """The readings, and the weight gradients of the tapped step."""
        kept = {}
        for name, one in trainer.entry.named_parameters():
            one.register_hook(lambda gradient, name=name: kept.__setitem__(name, gradient.clone()))
        self.assertEqual(trainer.forward([x], every_edge(recording)), [list(target.shape)])
        return trainer.step([target], True), kept

    def test_weight_gradients_are_those_of_a_plain_step_bit_by_bit(self):
        for source in (PLAIN, CUSTOM):
            trainer, recording, x, target = trained(source)
            plain = plain_gradients(trainer, x, target)
            answer, tapped = self.step(trainer, recording, x, target)
            self.assertIsNone(answer['differsAt'])
            for name, gradient in plain.items():
                self.assertTrue(torch.equal(gradient, tapped[name]), name)

    def test_writing_in_place_changes_no_gradient(self):
        trainer, recording, x, target = trained(WRITING)
        plain = plain_gradients(trainer, x, target)
        answer, tapped = self.step(trainer, recording, x, target)
        self.assertIsNone(answer['differsAt'])
        for name, gradient in plain.items():
            torch.testing.assert_close(gradient, tapped[name], rtol=1e-6, atol=1e-8)

    @unittest.skipUnless(HAS_DEVICES_IN_PLACE, 'torch before 2.0 has no drafts')
    def test_layers_that_are_dropped_at_random_are_all_trained_in_every_step(self):
        trainer, recording, x, target = trained(DROPPED)
        answer = self.steps(trainer, recording, x, target)
        measured = {key[1] for key in answer['readings'] if key[0] == 'edge'}
        self.assertTrue({(number, 0) for number, op in enumerate(operations(recording)) if op == 'linear'} <= measured)

    def steps(self, trainer, recording, x, target):
        """The last of six steps that go the way of the recording."""
        for _ in range(6):
            trainer.forward([x], every_edge(recording))
            answer = trainer.step([target], False)
            self.assertIsNone(answer['differsAt'])
        return answer

    def test_numbers_of_pythons_own_decide_as_in_the_recording(self):
        source = DROPPED.replace('torch.rand(1) < 1 - 0.1 * at', 'random.random() < 0.5')
        trainer, recording, x, target = trained('import random\n' + source)
        self.assertIn(operations(recording).count('linear'), (1, 2, 3))
        before = random.getstate()
        self.steps(trainer, recording, x, target)
        self.assertEqual(random.getstate(), before)

    def test_inputs_that_cannot_have_a_gradient_are_read_without_one(self):
        trainer, recording, x, target = trained(SCATTERED)
        self.assertEqual(operations(recording).count('copy'), 2)
        x, target = x[:2], target[:2]
        plain = plain_gradients(trainer, x, target)
        answer, tapped = self.step(trainer, recording, x, target)
        self.assertIsNone(answer['differsAt'])
        for name, gradient in plain.items():
            self.assertTrue(torch.equal(gradient, tapped[name]), name)
        self.assertIn(('edge', key_of(recording, 'tanh')), answer['readings'])
        self.assertNotIn(('edge', key_of(recording, 'copy')), answer['readings'])

    def test_every_float_edge_that_needs_a_gradient_is_measured(self):
        for source in (PLAIN, WRITING, CUSTOM):
            trainer, recording, x, target = trained(source)
            answer, _ = self.step(trainer, recording, x, target)
            told = {key[1] for key in answer['readings'] if key[0] == 'edge'}
            made_again = ('setitem',)
            missing = [(number, at) for number, node in enumerate(recording['nodes']) for at, one in enumerate(node['inputs'])
                       if 'value' in one and not recording['nodes'][one['value'][0]]['noGradient'] and node['at'] and
                       node['op'] not in made_again and (number, at) not in told]
            self.assertEqual([(recording['nodes'][number]['op'], at) for number, at in missing], [])

    def test_the_parts_of_a_fork_are_told_apart(self):
        trainer, recording, x, target = trained('''
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = nn.Linear(6, 6)

    def forward(self, x: torch.Tensor):
        x = torch.tanh(x)
        return x + 3 * self.inner(x)
''')
        linear, add = key_of(recording, 'linear'), key_of(recording, 'add')
        plan = {**every_edge(recording), 'forks': [['skip', [list(add)], [list(linear)]]]}
        trainer.forward([x], plan)
        weight = trainer.entry.inner.weight.detach().clone().double()
        hidden = torch.tanh(x).double()
        made = (hidden + 3 * (hidden @ weight.T + trainer.entry.inner.bias.detach().double()))
        upstream = 2 * (made - target.double()) / target.numel()
        answer = trainer.step([target], False)['readings']
        body = 3 * upstream @ weight
        scale, squares = answer['edge', add]
        self.assertAlmostEqual(scale * math.sqrt(squares), float(upstream.norm()), places=6)
        scale, squares = answer['edge', linear]
        self.assertAlmostEqual(scale * math.sqrt(squares), float(body.norm()), places=6)
        self.assertAlmostEqual(answer['fork', 'skip'][4], float((upstream * body).sum()), places=6)
        scale, squares = answer['output', key_of(recording, 'tanh')]
        self.assertAlmostEqual(scale * math.sqrt(squares), float((upstream + body).norm()), places=6)
        slope = 1 - hidden ** 2
        scale, squares = answer['output', (0, 0)]
        self.assertAlmostEqual(scale * math.sqrt(squares), float(((upstream + body) * slope).norm()), places=6)

    def test_a_reader_that_nobody_sees_is_none_of_an_edge(self):
        trainer, recording, x, target = trained('''
class Twice(torch.autograd.Function):
    @staticmethod
    def forward(context, x):
        return 2 * x

    @staticmethod
    def backward(context, gradient):
        return 2 * gradient

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = nn.Linear(6, 6)

    def forward(self, x: torch.Tensor):
        x = torch.tanh(x)
        return self.inner(x) + Twice.apply(x)
''')
        weight, bias = (one.detach().clone().double() for one in (trainer.entry.inner.weight, trainer.entry.inner.bias))
        trainer.forward([x], every_edge(recording))
        readings = trainer.step([target], False)['readings']
        hidden = torch.tanh(x).double()
        upstream = 2 * (hidden @ weight.T + bias + 2 * hidden - target.double()) / target.numel()
        scale, squares = readings['edge', key_of(recording, 'linear')]
        self.assertAlmostEqual(scale * math.sqrt(squares), float((upstream @ weight).norm()), places=5)

    def test_a_value_with_one_reader_is_measured_without_a_copy(self):
        """Also where that reader writes it: the edges are those of a value with a view for each reader."""
        for source in (PLAIN, WRITING):
            trainer, recording, x, target = trained(source)
            self.assertTrue(trainer.alone)
            told = []
            for alone in (trainer.alone, frozenset()):
                trainer.alone = alone
                torch.manual_seed(0)
                trainer.optimizer = torch.optim.SGD(trainer.entry.parameters(), lr=0)
                trainer.forward([x.clone()], every_edge(recording))
                told.append(trainer.step([target], False)['readings'])
            self.assertEqual(set(told[0]), set(told[1]))
            # What one reader reads has the gradient of that reader, whatever was written there before.
            for number, at in read_once(recording):
                value = tuple(recording['nodes'][number]['inputs'][at]['value'])
                if ('output', value) in told[0] and ('edge', (number, at)) in told[0]:
                    self.assertAlmostEqual(told[0]['output', value][1], told[0]['edge', (number, at)][1], places=6)
            told = [{key: value for key, value in one.items() if key[0] == 'edge'} for one in told]
            for key, (scale, squares) in told[0].items():
                self.assertAlmostEqual(scale ** 2 * squares, told[1][key][0] ** 2 * told[1][key][1], delta=1e-6 * squares + 1e-30, msg=str(key))

    def test_tiny_gradients_are_no_zeros(self):
        trainer, recording, x, target = trained('''
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = nn.Linear(6, 6)

    def forward(self, x: torch.Tensor):
        return self.inner(x) * 1e-15 * 1e-12
''')
        self.step(trainer, recording, x, target)
        trainer.forward([x], every_edge(recording))
        readings = trainer.step([target], False)['readings']
        scale, squares = readings['output', key_of(recording, 'linear')]
        self.assertGreater(scale * math.sqrt(squares), 1e-30)

    def test_a_loss_without_a_step_changes_nothing(self):
        trainer, recording, x, target = trained(PLAIN)
        before = {name: one.clone() for name, one in trainer.entry.state_dict().items()}
        trainer.loss_begin([x], [])
        plain = trainer.loss_end([target])
        trainer.loss_begin([x], [(0, torch.ones(48))])
        moved = trainer.loss_end([target])
        self.assertNotEqual(plain, moved)
        for name, one in trainer.entry.state_dict().items():
            self.assertTrue(torch.equal(one, before[name]), name)
        trainer.loss_begin([x], [])
        self.assertEqual(trainer.loss_end([target]), plain)

    def test_an_ablated_edge_carries_nothing(self):
        answer = record(PLAIN, inputShapes=[[6]])
        gelu = key_of(answer['recording'], 'gelu')
        trainer, recording, x, target = trained(PLAIN, ablated=[gelu])
        readings = self.step(trainer, recording, x, target)[0]['readings']
        self.assertNotIn(('edge', gelu), readings)
        first = [name for name, _ in setup_of(recording)['weights']].index('first.weight')
        self.assertNotIn(('weight', first), readings)

    def test_weights_are_drawn_for_the_seed(self):
        drawn = []
        for seed in (1, 2, 1):
            trainer, _, _, _ = trained(PLAIN, seed=seed)
            drawn.append(trainer.entry.first.weight.detach().clone())
            helper.prepared.close()
        self.assertTrue(torch.equal(drawn[0], drawn[2]))
        self.assertFalse(torch.equal(drawn[0], drawn[1]))


if __name__ == '__main__':
    unittest.main()
