"""A timed step of real torch: the same training as without a clock, with a time for every operation."""
import unittest

from support import helper, torch
from test_training import DROPPED, PLAIN, WRITING, trained

from skipscope.interpreter.versions import HAS_DEVICES_IN_PLACE, TIMES_BACKWARD


def step(trainer, x, target, is_tapped=False, is_watched=False):
    shapes = trainer.time_forward([x], is_tapped, is_watched)
    assert shapes == [list(target.shape)], shapes
    return trainer.time_backward([target])


def weights_after(source, is_tapped):
    trainer, _, x, target = trained(source, optimizer='adam')
    for _ in range(3):
        step(trainer, x, target, is_tapped)
    kept = [tensor.detach().clone() for tensor in trainer.entry.parameters()]
    helper.prepared.close()
    return kept


class Timing(unittest.TestCase):
    def tearDown(self):
        helper.prepared.close()

    def test_taps_change_nothing_of_the_training(self):
        for source in (PLAIN, WRITING):
            for plain, tapped in zip(weights_after(source, False), weights_after(source, True)):
                self.assertTrue(torch.equal(plain, tapped))

    @unittest.skipUnless(TIMES_BACKWARD, 'torch before 2.0 lets nobody see where a function of autograd begins')
    def test_every_operation_has_a_time_forward_and_those_with_a_gradient_backward(self):
        trainer, recording, x, target = trained(PLAIN)
        told = step(trainer, x, target, True)['tapped']
        forward, backward = dict(map(tuple, told['forward'])), dict(map(tuple, told['backward']))
        operations = [number for number, node in enumerate(recording['nodes']) if node['op'] != 'input']
        self.assertEqual(sorted(forward), operations)
        linear = [number for number in operations if recording['nodes'][number]['op'] == 'linear']
        self.assertTrue(set(linear) <= set(backward), (linear, backward))
        self.assertTrue(all(milliseconds >= 0 for milliseconds in (*forward.values(), *backward.values())))
        trained_weights = {at for at, (tensor, _) in enumerate(trainer.weights) if tensor.requires_grad}
        self.assertEqual({at for at, _ in told['update']}, trained_weights)

    @unittest.skipUnless(HAS_DEVICES_IN_PLACE, 'torch before 2.0 has no drafts, where draws are found out')
    def test_layers_that_are_dropped_at_random_are_all_timed(self):
        trainer, recording, x, target = trained(DROPPED)
        operations = [number for number, node in enumerate(recording['nodes']) if node['op'] != 'input']
        for _ in range(4):
            self.assertEqual(sorted(at for at, _ in step(trainer, x, target, True)['tapped']['forward']), operations)
        for plain, tapped in zip(weights_after(DROPPED, False), weights_after(DROPPED, True)):
            self.assertTrue(torch.equal(plain, tapped))

    def test_a_step_without_taps_tells_its_whole_time(self):
        trainer, _, x, target = trained(PLAIN)
        told = step(trainer, x, target)
        self.assertNotIn('tapped', told)
        self.assertGreater(told['milliseconds'], 0)

    def test_bytes_of_the_optimizer_and_of_the_peak(self):
        trainer, _, x, target = trained(PLAIN, optimizer='adam')
        weights = sum(4 * tensor.numel() for tensor in trainer.entry.parameters())
        first = step(trainer, x, target, is_watched=True)
        self.assertEqual(first['optimizerBytes'], 2 * weights)
        second = step(trainer, x, target, is_watched=True)
        # Weights, two moments and gradients at least.
        self.assertGreater(second['peakBytes'], 4 * weights)

    def test_the_roof_is_above_nothing(self):
        trainer, _, _, _ = trained(PLAIN)
        told = trainer.roof()
        self.assertGreater(min(told.values()), 0)


if __name__ == '__main__':
    unittest.main()
