"""Two recordings of one definition; the loss and the optimizer that a file makes."""
import unittest

from support import HEAD, ROOT, operations, record
from skipscope.recording import current
from skipscope.recording.batch import with_free_batch
from skipscope.recording.positions import Positions
from skipscope.recording.training import training_of

NET = 'class Net(nn.Module):\n    def forward(self, x):\n        %s\n'


class Batch(unittest.TestCase):
    def merged(self, line):
        return with_free_batch(record(NET % line, (2, 4, 6)), record(NET % line, (3, 4, 6)), (2, 3))

    def test_extents_that_scale_are_free(self):
        told = self.merged('return x.view(x.size(0) * 2, 2, 6).sum(0)')
        self.assertEqual([node['outputs'][0]['shape'] for node in told['nodes']], [[None, 4, 6], [None, 2, 6], [2, 6]])
        self.assertEqual(told['nodes'][1]['attributes'], {'shape': [None, 2, 6]})

    def test_a_graph_that_depends_on_the_batch_is_refused(self):
        self.assertIsNone(self.merged('return torch.stack([y.tanh() for y in x])'))


class Views(unittest.TestCase):
    def test_a_write_that_nobody_reads_back_leaves_no_trace(self):
        told = record(NET % 'y = x.tanh().flatten(1); y.relu_(); return y + 1', (2, 4, 6))
        self.assertEqual(operations(told), ['input', 'tanh', 'flatten', 'relu', 'add'])


class Training(unittest.TestCase):
    def trained(self, text):
        path = ROOT + '/train.py'
        positions = current.making = Positions(ROOT, {path: HEAD + text})
        del current.training[:]
        try:
            exec(compile(HEAD + text, path, 'exec'), {'__name__': 'train'})
            return training_of(current.training, positions)
        finally:
            current.making = None
            del current.training[:]

    def test_the_one_of_each(self):
        told = self.trained('model = nn.Linear(2, 2)\nloss = nn.CrossEntropyLoss()\nopt = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)\n')
        self.assertEqual((told['loss']['op'], told['loss']['at'][1]), ('cross_entropy', 5))
        self.assertEqual(told['optimizer']['name'], 'SGD')
        self.assertEqual(told['optimizer']['arguments'], {'lr': 0.1, 'momentum': 0.9, 'dampening': 0, 'weight_decay': 0, 'nesterov': False})

    def test_several_tell_nothing(self):
        self.assertIsNone(self.trained('a = nn.MSELoss()\nb = nn.L1Loss()\n'))


class Lazy(unittest.TestCase):
    def test_parameters_of_lazy_layers_are_known_after_the_run(self):
        source = 'class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.l = nn.LazyLinear(5)\n    def forward(self, x):\n        return self.l(x)\n'
        told = record(source, (2, 4))
        self.assertEqual([(p['name'], p['shape']) for p in told['parameters']], [('l.weight', [5, 4]), ('l.bias', [5])])
        self.assertEqual(told['nodes'][1]['outputs'][0]['shape'], [2, 5])


if __name__ == '__main__':
    unittest.main()
