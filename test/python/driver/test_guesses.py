import unittest

from .support import BLOCK, HEAD, fit, needs_torch, origins, shapes, values


@needs_torch
class Guesses(unittest.TestCase):
    def test_what_a_parent_requires_is_guessed_where_it_is_handed_on(self):
        child = BLOCK + """
class Deep(Block):
    def __init__(self, scale=1.0, **kwargs):
        super().__init__(depth=3, **kwargs)
        self.scale = scale
"""
        attempt, _, _ = fit({'a.py': child}, 'Deep')
        self.assertEqual((origins(attempt)['width'], len(attempt.model.layers), 'depth' in values(attempt)), ('name', 3, False))

    def test_what_is_read_out_of_the_keywords_is_guessed(self):
        factory = BLOCK + """
def tiny(**kwargs):
    kwargs['width'] *= 3
    kwargs['depth'] = 1
    return Block(**kwargs)
"""
        attempt, template, _ = fit({'a.py': factory}, 'tiny')
        self.assertIsNotNone(template)
        self.assertEqual((origins(attempt), len(attempt.model.layers)), ({'width': 'name'}, 1))

    def test_a_class_of_the_main_guard(self):
        guarded = HEAD + """
if __name__ == '__main__':
    class Net(nn.Module):
        def forward(self, x):
            return x.relu()
"""
        attempt, _, _ = fit({'a.py': guarded}, 'Net')
        self.assertEqual(type(attempt.model).__name__, 'Net')

    def test_a_vocabulary_that_was_counted_in_absent_data_is_guessed(self):
        words = HEAD + """
words = [line for line in []]
class Net(nn.Module):
    def __init__(self, vocab_size, width):
        super().__init__()
        self.embed = nn.Embedding(vocab_size, width)
    def forward(self, x):
        return self.embed(x)
net = Net(len(words), 8)
"""
        attempt, _, _ = fit({'a.py': words}, 'Net')
        self.assertEqual((values(attempt), origins(attempt)), ({'vocab_size': 1000, 'width': 8}, {'vocab_size': 'name', 'width': 'call'}))

    def test_a_number_by_name_stands_for_one_that_is_none(self):
        path = HEAD + """
class DropPath(nn.Module):
    def __init__(self, drop_prob=None, dim=None):
        super().__init__()
        self.drop_prob, self.dim = drop_prob, dim
    def forward(self, x):
        return x / (1 - self.drop_prob)
"""
        attempt, _, _ = fit({'a.py': path}, 'DropPath')
        self.assertEqual(values(attempt)['drop_prob'], 0.1)
        self.assertEqual(origins(attempt)['drop_prob'], 'name')
        attempt, _, _ = fit({'a.py': path.replace('1 - self.drop_prob', '2')}, 'DropPath')
        self.assertEqual((values(attempt)['drop_prob'], origins(attempt)['drop_prob']), (None, 'default'))

    def test_a_layer_of_any_number_of_axes_is_made_for_pictures(self):
        block = HEAD + """
class Block(nn.Module):
    def __init__(self, spatial_dims, in_channels):
        super().__init__()
        self.inner = (nn.Conv1d, nn.Conv2d, nn.Conv3d)[spatial_dims - 1](in_channels, 4, 3)
    def forward(self, x):
        return self.inner(x)
"""
        attempt, template, _ = fit({'a.py': block}, 'Block')
        self.assertEqual((values(attempt)['spatial_dims'], len(shapes(template)[0])), (2, 4))


if __name__ == '__main__':
    unittest.main()
