"""A definition that was recorded is built again for training as it was recorded, and what it stands in is not run."""
import unittest
from unittest import mock

from support import helper, record, setup_of

from skipscope.driver.inputs import Fitting

NETWORK = '''
class Block(nn.Module):
    def __init__(self, width, scale):
        super().__init__()
        self.layer, self.scale = nn.Linear(width, width), scale

    def forward(self, x):
        return self.layer(x) * self.scale

class Net(nn.Module):
    def __init__(self, width=12):
        super().__init__()
        self.unused, self.first, self.stem = Block(width // 2, 3.0), Block(width, 2.0), nn.Linear(5, width)
        nn.init.constant_(self.first.layer.weight, 0.25)

    def forward(self, x):
        return self.first(self.stem(x))
'''


class Starting(unittest.TestCase):
    def tearDown(self):
        helper.prepared.close()

    def runs(self, source, site):
        """(recording, model that is trained, classes whose models were run meanwhile)."""
        recording, ran, run = record(source, site)['recording'], [], Fitting.run

        def seen(self, *rest):
            ran.append(type(self.entry).__name__)
            return run(self, *rest)
        with mock.patch.object(Fitting, 'run', seen):
            trainer = helper.prepared.start(1, setup_of(recording))
        return recording, trainer.entry, set(ran)

    def test_the_instance_is_the_one_that_was_recorded(self):
        recording, block, ran = self.runs(NETWORK, 'Block')
        # The first that is called, with the weights that its network gives it.
        self.assertEqual([one['text'] for one in recording['arguments']], ['12', '2.0'])
        self.assertEqual((block.layer.in_features, block.scale), (12, 2.0))
        self.assertEqual(float(block.layer.weight.min()), 0.25)
        self.assertEqual(ran, {'Block'})

    def test_the_way_is_the_one_that_was_recorded(self):
        source = NETWORK + '''
class Odd(nn.Module):
    def __init__(self, width=8):
        super().__init__()
        assert width != 64
        self.layer = nn.Linear(width, 3)

    def forward(self, x):
        assert self.layer.in_features != 8
        return self.layer(x)

wrong = Odd(8)
right = Odd(16)
'''
        recording, odd, ran = self.runs(source, 'Odd')
        self.assertEqual([one['text'] for one in recording['arguments']], ['16'])
        self.assertEqual((odd.layer.in_features, ran), (16, {'Odd'}))


if __name__ == '__main__':
    unittest.main()
