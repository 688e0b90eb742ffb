import json
import unittest

from .support import HEAD, answer, needs_torch
from skipscope.recording import current

TRAINED = HEAD + '''
class Net(nn.Module):
    def __init__(self, width, depth=2):
        super().__init__()
        self.layer = nn.Linear(width, 2)
    def forward(self, x):
        return self.layer(x)
def main():
    net = Net(5)
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
    y = net(torch.randn(8, 5))
'''


@needs_torch
@unittest.skipIf(current.route is None, 'the torch at hand records nothing: the stand-in is not there')
class Recordings(unittest.TestCase):
    def test_a_draw_in_a_constructor_is_the_same_each_time(self):
        text = HEAD + 'import random\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n' \
            '        self.layer = nn.Linear(4, random.randint(2, 10_000))\n    def forward(self, x):\n        return self.layer(x)\n'
        shapes = [answer({'a.py': text}, 'Net')['recording']['parameters'][0]['shape'] for _ in range(3)]
        self.assertEqual(shapes, [shapes[0]] * 3)

    def test_a_recording_is_json_with_origins_and_positions(self):
        told = json.loads(json.dumps(answer({'a.py': TRAINED}, 'Net')))['recording']
        self.assertEqual(told['arguments'], [
            {'name': 'width', 'text': '5', 'origin': {'from': 'call', 'at': [0, 11, 11, 17, 'main']}},
            {'name': 'depth', 'text': '2', 'origin': {'from': 'default'}}])
        self.assertEqual(told['files'], ['a.py'])

    def test_the_batch_has_no_extent(self):
        told = answer({'a.py': TRAINED}, 'Net')['recording']
        self.assertEqual([node['outputs'][0]['shape'][0] for node in told['nodes']], [None] * len(told['nodes']))

    def test_the_one_loss_and_the_one_optimizer(self):
        training = answer({'a.py': TRAINED}, 'Net')['recording']['training']
        self.assertEqual((training['loss']['op'], training['optimizer']['name']), ('cross_entropy', 'SGD'))
        self.assertEqual({name: training['optimizer']['arguments'][name] for name in ('lr', 'momentum')}, {'lr': 0.1, 'momentum': 0.9})

    def test_a_rate_that_is_passed_is_not_told(self):
        passed = TRAINED.replace('def main():', 'def main(rate):').replace('lr=0.1', 'lr=rate')
        optimizer = answer({'a.py': passed}, 'Net')['recording']['training']['optimizer']
        self.assertEqual((optimizer['name'], 'lr' in optimizer['arguments'], optimizer['arguments']['momentum']), ('SGD', False, 0.9))

    def test_two_losses_are_none(self):
        told = answer({'a.py': TRAINED + '    other = nn.MSELoss()\n'}, 'Net')['recording']['training']
        self.assertNotIn('loss', told)

    def test_a_failure_keeps_what_was_recorded_before(self):
        told = answer({'a.py': TRAINED.replace('return self.layer(x)', 'y = self.layer(x)\n        raise ValueError("too late")')}, 'Net')
        self.assertEqual((told['failure']['code'], told['failure']['values']), ('raised', {'kind': 'ValueError', 'text': 'too late'}))
        self.assertEqual(told['failure']['at'][:2], [0, 10])
        self.assertEqual(told['upTo']['nodes'][0]['op'], 'input')

    def test_a_model_that_trains_with_targets_alone_is_drawn_in_evaluation(self):
        lines = 'if self.training:\n            raise ValueError("targets")\n        return self.layer(x).relu()'
        detector = TRAINED.replace('return self.layer(x)', lines).replace("def main():", "def main():\n    nothing = 0")
        told = answer({'a.py': detector}, 'Net')
        self.assertEqual((told['failure']['code'], told['failure']['evaluated'], told['failure']['at'][1]), ('raised', 'whole', 10))
        self.assertEqual([node['op'] for node in told['upTo']['nodes']], ['input', 'linear', 'relu'])
        told = answer({'a.py': detector.replace('return self.layer(x).relu()', 'y = self.layer(x)\n        raise KeyError("late")')}, 'Net')
        self.assertEqual((told['failure']['values']['kind'], told['failure']['evaluated']), ('KeyError', 'part'))

    def test_branches_that_do_not_fit_end_the_recording_with_where_they_meet(self):
        lines = 'wide = self.layer(x)\n        try:\n            torch.cat([x, wide.sum()])\n        except RuntimeError:\n            pass\n        return x + wide'
        told = answer({'a.py': TRAINED.replace('return self.layer(x)', lines)}, 'Net')
        self.assertEqual(told['failure']['code'], 'raised')
        last = told['upTo']['nodes'][-1]
        self.assertEqual((last['op'], last['refused'], [one['value'] for one in last['inputs']]), ('add', True, [[0, 0], [1, 0]]))
        self.assertEqual(['refused' in node for node in told['upTo']['nodes']].count(True), 1)

    def test_a_model_that_the_program_makes_under_its_main_guard_with_what_changes_it(self):
        program = TRAINED + '''
if __name__ == '__main__':
    width = 3
    model = Net(width + 1)
    model = model.to('cpu')
    model.layer = nn.Linear(4, 7)
    model.save('net.pt')
'''
        told = answer({'a.py': program}, 'model')['recording']
        self.assertEqual([one['shape'] for one in told['parameters']], [[7, 4], [7]])

    def test_a_first_value_of_too_many_numbers_is_not_told(self):
        large = TRAINED.replace('self.layer = ', 'self.register_buffer("grid", torch.tensor([[0.5 * j for j in range(width * 20)] '
                                                 'for _ in range(50)]).sin())\n        self.layer = ')
        large = large.replace('self.layer(x)', 'self.layer(x + self.grid.sum())')
        told = {one['name']: one for one in answer({'a.py': large}, 'Net')['recording']['parameters']}
        self.assertEqual(('initial' in told['grid'], 'initial' in told['layer.weight']), (False, True))


if __name__ == '__main__':
    unittest.main()
