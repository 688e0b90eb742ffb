"""Readings of gradients, weights and outputs, against the same in double precision."""
import math
import unittest

from support import torch

from skipscope.interpreter import readings
from skipscope.interpreter.steps import Owners
from skipscope.interpreter.taps import Recent
from skipscope.interpreter.weights import Weights

SIZES = ((3,), (64,), (70, 2), (4096,), (5, 4096), (300, 301))


def step(tensors, gradients):
    """(gradients read, changes read, weights before) of a step of gradient descent."""
    for tensor, gradient in zip(tensors, gradients):
        tensor.grad = gradient
    before, read = [one.detach().clone() for one in tensors], readings.Collector()
    weights = Weights(tensors)
    weights.start(read, False)
    with torch.no_grad():
        for tensor in tensors:
            if tensor.grad is not None:
                tensor.sub_(1e-4 * tensor.grad)
    weights.finish(read)
    return read.collect(), before


class WeightsOfAStep(unittest.TestCase):
    def drawn(self):
        torch.manual_seed(0)
        tensors = [torch.randn(size).requires_grad_() for size in SIZES]
        gradients = [torch.randn(size) * 10.0 ** -at for at, size in enumerate(SIZES)]
        for one in gradients[2:]:
            one[torch.rand(one.shape) < 0.25] = 0
        return tensors, gradients

    def test_every_size_is_read_as_in_double_precision(self):
        tensors, gradients = self.drawn()
        told, before = step(tensors, gradients)
        for at, (tensor, slope, old) in enumerate(zip(tensors, gradients, before)):
            scale, squares, largest, zeros, nans, infinities = told['weight', at]
            self.assertAlmostEqual(scale * math.sqrt(squares) / float(slope.double().norm()), 1, places=6)
            self.assertEqual((largest, zeros, nans, infinities), (float(slope.abs().max()), int((slope == 0).sum()), 0, 0))
            change = (old - tensor).detach()
            scale, squares, old_scale, old_squares, lost = told['update', at]
            self.assertAlmostEqual(scale * math.sqrt(squares), float(change.double().norm()), delta=1e-6 * float(change.double().norm()))
            self.assertAlmostEqual(old_scale * math.sqrt(old_squares) / float(old.double().norm()), 1, places=6)
            self.assertEqual(lost, int(((change == 0) & (slope != 0)).sum()))
        self.assertGreater(told['update', len(SIZES) - 1][4], 0)

    def test_short_types_and_tiny_gradients_are_read_as_exactly(self):
        torch.manual_seed(0)
        zeros = torch.rand(300, 301) < 0.25
        for kind, size in ((torch.bfloat16, 1.0), (torch.float64, 1.0), (torch.float32, 1e-25), (torch.float32, 1e20)):
            slope = (torch.randn(300, 301) * size).masked_fill(zeros, 0).to(kind)
            told, _ = step([torch.randn(300, 301).to(kind).requires_grad_()], [slope])
            scale, squares, _, found, _, _ = told['weight', 0]
            self.assertEqual(found, int(zeros.sum()), kind)
            self.assertAlmostEqual(scale * math.sqrt(squares) / float(slope.double().norm()), 1, places=5, msg=(kind, size))

    def test_what_is_not_finite_is_counted(self):
        tensors, gradients = self.drawn()
        for slope in gradients:
            slope.view(-1)[0], slope.view(-1)[1] = math.nan, math.inf
        told, _ = step(tensors, gradients)
        self.assertEqual([told['weight', at][4:] for at in range(len(SIZES))], [[1, 1]] * len(SIZES))

    def test_a_weight_that_gets_a_gradient_later_is_read_from_then_on(self):
        tensors, gradients = self.drawn()
        weights, found = Weights(tensors), []
        for trained in (1, len(SIZES)):
            for tensor, slope in list(zip(tensors, gradients))[:trained]:
                tensor.grad = slope
            read = readings.Collector()
            weights.start(read, False)
            weights.finish(read)
            found.append(sum(key[0] == 'update' for key in read.collect()))
        self.assertEqual(found, [1, len(SIZES)])


class OfOnePlace(unittest.TestCase):
    def test_views_of_the_same_entries_are_read_once(self):
        base, read = torch.randn(4, 6, 5), []
        recent = Recent(lambda tensor: read.append(tensor) or len(read))
        for view in (base, base.view(24, 5), base.transpose(0, 2), base.permute(1, 2, 0).unsqueeze(0)):
            self.assertEqual(recent.read(view), 1)
        for other in (base[1:], base[:, :3], base[:, ::2], base.expand(2, 4, 6, 5)):
            self.assertEqual(recent.read(other), len(read))
        self.assertEqual(len(read), 5)

    def test_a_write_in_between_is_seen(self):
        base, recent = torch.ones(8), Recent(readings.spread_of)
        self.assertEqual(recent.read(base)[0], 1)
        base.mul_(3)
        self.assertEqual(recent.read(base)[0], 3)

    def test_mean_and_variance_are_those_of_double_precision(self):
        torch.manual_seed(0)
        for size in (7, 4096, 9000, 600_000):
            for shift in (0, 3, 1e4):
                entries = torch.randn(size) + shift
                mean, variance, lost = readings.spread_of(entries)
                self.assertAlmostEqual(mean, float(entries.double().mean()), delta=1e-6 * max(1, shift))
                self.assertAlmostEqual(variance, float(entries.double().var(unbiased=False)), delta=1e-4)
                self.assertEqual(lost, 0)


class OwnersOfAStep(unittest.TestCase):
    def test_a_module_that_is_put_in_later_is_found(self):
        model = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.Linear(2, 2))
        owners = Owners(model)
        first = owners.read()
        self.assertIs(owners.read(), first)
        model[1] = torch.nn.Linear(2, 3)
        self.assertIs(owners.read()[2].tensor, model[1].weight)


if __name__ == '__main__':
    unittest.main()
