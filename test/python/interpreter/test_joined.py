"""The gradients of the operands of a concatenation, read off its result, are those that each of them would have by itself."""
import math
import unittest

from support import every_edge, helper, record, setup_of, torch

DENSE = '''
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.second = nn.Conv2d(2, 3, 3, padding=1), nn.Conv2d(3, 4, 3, padding=1)
        self.last = nn.Conv2d(12, 2, 3, padding=1)

    def joined(self, x):
        first = self.first(x)
        return [first, self.second(first), first, x.detach()]

    def rest(self, parts):
        return self.last(F.relu(torch.cat(parts, -3), inplace=True))

    def forward(self, x: torch.Tensor):
        return self.rest(self.joined(x))
'''


class Joined(unittest.TestCase):
    def tearDown(self):
        helper.prepared.close()

    def edges(self, side, ablated=()):
        """(readings of the edges of the concatenation by position, the true norms)."""
        recording = record(DENSE, inputShapes=[[2, side, side]])['recording']
        trainer = helper.prepared.start(7, setup_of(recording, ablated=ablated))
        generator = torch.Generator().manual_seed(1)
        x, target = (torch.randn(3, 2, side, side, generator=generator) for _ in range(2))
        parts = [one.detach().requires_grad_(at < 3) for at, one in enumerate(trainer.entry.joined(x))]
        torch.nn.functional.mse_loss(trainer.entry.rest(parts), target).backward()
        self.number = next(number for number, node in enumerate(recording['nodes']) if node['op'] == 'cat')
        trainer.forward([x], every_edge(recording))
        told = trainer.step([target], False)['readings']
        helper.prepared.close()
        return {key[1][1]: value[0] * math.sqrt(value[1]) for key, value in told.items() if key[0] == 'edge' and key[1][0] == self.number}, [
            float(one.grad.norm()) for one in parts[:3]]

    def test_every_operand_that_needs_a_gradient_has_its_own(self):
        # Rows of a channel that are long, short, and too long to be summed at once.
        for side in (12, 4, 70):
            told, true = self.edges(side)
            self.assertEqual(sorted(told), [0, 1, 2])
            for at, norm in enumerate(true):
                self.assertAlmostEqual(told[at] / norm, 1, places=5, msg=(side, at))

    def test_an_operand_that_is_left_out_is_looked_at_by_itself(self):
        self.edges(12)
        told, _ = self.edges(12, ablated=[(self.number, 1)])
        self.assertEqual(sorted(told), [0, 2])


if __name__ == '__main__':
    unittest.main()
