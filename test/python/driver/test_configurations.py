import unittest

from .support import HEAD, answer, fit, needs_torch, origins

LAYER = HEAD + '''
class Inner(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.dense = nn.Linear(config.hidden_size, config['intermediate_size'])
        self.back = nn.Linear(config.intermediate_size, config.hidden_size, bias=getattr(config, 'mlp_bias', True))
    def forward(self, x):
        return self.back(self.dense(x))
class Layer(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.inner = Inner(config)
        self.dropout = nn.Dropout(config.hidden_dropout_prob)
        self.skips = config.add_cross_attention
        if hasattr(config, 'mystery'):
            raise ValueError('asked')
    def forward(self, x):
        return x + self.dropout(self.inner(x))
'''


def shapes_of(attempt):
    return [tuple(one.shape) for one in attempt.model.parameters()]


@needs_torch
class Configurations(unittest.TestCase):
    def test_what_nothing_makes_is_guessed_by_what_is_read_of_it(self):
        attempt, template, _ = fit({'a.py': LAYER}, 'Layer')
        self.assertIsNotNone(template)
        self.assertEqual(shapes_of(attempt), [(128, 64), (128,), (64, 128), (64,)])
        self.assertEqual(origins(attempt)['config'], 'name')

    def test_the_report_shows_what_was_read(self):
        told = answer({'a.py': LAYER}, 'Layer')
        shown = next(one['text'] for one in told['recording']['arguments'] if one['name'] == 'config')
        self.assertIn("'hidden_size': 64", shown)
        self.assertNotIn('mystery', shown)

    def test_the_users_entries_are_attributes_too(self):
        told = {'hidden_size': 6, 'intermediate_size': 10, 'hidden_dropout_prob': 0.0, 'add_cross_attention': False}
        attempt, _, _ = fit({'a.py': LAYER}, 'Layer', arguments={'config': told})
        self.assertEqual(shapes_of(attempt), [(10, 6), (10,), (6, 10), (6,)])
        self.assertEqual(origins(attempt)['config'], 'user')

    def test_an_entry_that_nothing_tells_is_named(self):
        text = LAYER.replace("if hasattr(config, 'mystery'):", 'if config.mystery:')
        failure = answer({'a.py': text}, 'Layer')['failure']
        self.assertEqual((failure['code'], failure['values']), ('argument', {'name': 'config.mystery', 'definition': 'Layer'}))

    def test_a_dict_that_is_read_as_one_stays_one(self):
        text = HEAD + 'class Net(nn.Module):\n    def __init__(self, config):\n        super().__init__()\n        assert type(config) is dict\n' \
            '        self.dense = nn.Linear(**config)\n    def forward(self, x):\n        return self.dense(x)\n'
        attempt, _, _ = fit({'a.py': text}, 'Net', arguments={'config': {'in_features': 3, 'out_features': 4}})
        self.assertEqual(shapes_of(attempt), [(4, 3), (4,)])


if __name__ == '__main__':
    unittest.main()
