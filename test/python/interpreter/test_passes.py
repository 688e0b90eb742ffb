"""Steps that measure nothing, passes in every mode that leave a model as it was, and gradients through time."""
import math
import unittest

from support import helper, record, setup_of, torch

from skipscope.interpreter.taps import NOTHING

DROPPED = '''
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.norm, self.head = nn.Linear(6, 32), nn.BatchNorm1d(32), nn.Linear(32, 4)

    def forward(self, x: torch.Tensor):
        x = F.dropout(F.relu(self.first(x)), 0.5, self.training)
        return self.head(self.norm(x))
'''
RECURRENT = '''
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = nn.RNN(6, 8, batch_first=True)

    def forward(self, x: torch.Tensor):
        return self.rnn(x)[0][:, -1]
'''


def started(source, shape):
    recording = record(source, inputShapes=[shape])['recording']
    trainer = helper.prepared.start(7, setup_of(recording))
    generator = torch.Generator().manual_seed(1)
    return trainer, recording, torch.randn(64, *shape, generator=generator), generator


def number_of(recording, op):
    return next(number for number, node in enumerate(recording['nodes']) if node['op'] == op)


class Passes(unittest.TestCase):
    def tearDown(self):
        helper.prepared.close()

    def test_a_step_without_a_measurement_trains(self):
        trainer, _, x, generator = started(DROPPED, [6])
        target = torch.randn(64, 4, generator=generator)
        losses = []
        for _ in range(30):
            self.assertEqual(trainer.forward([x], NOTHING, False), [[64, 4]])
            losses.append(trainer.train([target]))
        self.assertLess(losses[-1], losses[0])

    def test_statistics_settle_to_the_batch_and_everything_is_put_back(self):
        trainer, recording, x, _ = started(DROPPED, [6])
        norm = number_of(recording, 'batch_norm')
        before = {name: one.clone() for name, one in trainer.entry.state_dict().items()}
        state = torch.get_rng_state()
        told, sizes = trainer.passes([x], [norm], ['inference', 'settling', 'inference'])
        self.assertEqual(set(told), {(0, norm), (1, norm), (2, norm)})
        self.assertEqual(sizes[0, norm], 64 * 32)
        spreads = [math.sqrt(float(told[at, norm][1])) for at in range(3)]
        self.assertAlmostEqual(spreads[1], 1, delta=0.05)
        self.assertLess(spreads[2], 0.8)
        for name, one in trainer.entry.state_dict().items():
            self.assertTrue(torch.equal(one, before[name]), name)
        self.assertTrue(torch.equal(torch.get_rng_state(), state))
        self.assertTrue(trainer.entry.training)
        self.assertEqual(trainer.entry.norm.momentum, 0.1)

    def test_gradients_of_a_sequence_are_told_step_by_step(self):
        trainer, recording, x, generator = started(RECURRENT, [5, 6])
        edge = (number_of(recording, 'rnn_tanh'), 0)
        plan = {**NOTHING, 'edges': [edge], 'sequences': [[edge, 1]]}
        trainer.forward([x], plan)
        x.retain_grad()
        read = trainer.step([torch.randn(64, 8, generator=generator)], False)['readings']
        scale, *squares = (float(one) for one in read['steps', edge])
        total = x.grad.square().sum((0, 2))
        for step in range(5):
            self.assertAlmostEqual(squares[step] * scale ** 2 / float(total[step]), 1, places=4)


if __name__ == '__main__':
    unittest.main()
