import unittest

from .support import BLOCK, HEAD, fit, needs_torch, origins, shapes, values


@needs_torch
class Arguments(unittest.TestCase):
    def test_the_users_come_first(self):
        attempt, _, _ = fit({'a.py': BLOCK + '\nnet = Block(5, 2)\n'}, 'Block', arguments={'width': 7, 'depth': 1})
        self.assertEqual((values(attempt), origins(attempt)), ({'width': 7, 'depth': 1}, {'width': 'user', 'depth': 'user'}))

    def test_channels_are_wider_where_a_reduction_leaves_none_of_three(self):
        squeeze = HEAD + """
class Squeeze(nn.Module):
    def __init__(self, in_channels, kernel_size, reduction=16):
        super().__init__()
        self.inner = nn.Conv2d(in_channels, in_channels // reduction, kernel_size)
    def forward(self, x):
        return self.inner(x)
"""
        attempt, _, _ = fit({'a.py': squeeze}, 'Squeeze')
        self.assertEqual((values(attempt)['in_channels'], values(attempt)['kernel_size']), (64, 3))

    def test_takes_those_that_a_registry_keeps_beside_it(self):
        registry = """
SIZES = {'small': 3}
nets = {'tiny': {'encoder': Block, 'params': {'width': SIZES['small'], 'depth': 2}}}
"""
        attempt, _, _ = fit({'a.py': BLOCK + registry}, 'Block')
        self.assertEqual((values(attempt), set(origins(attempt).values())), ({'width': 3, 'depth': 2}, {'configuration'}))
        attempt, _, _ = fit({'a.py': BLOCK, 'nets.py': 'from a import Block\nnets = [("tiny", Block, dict(width=4, depth=1))]\n'}, 'Block')
        self.assertEqual(values(attempt), {'width': 4, 'depth': 1})

    def test_a_registry_gives_what_a_constructor_hands_on(self):
        wide = """
class Wide(Block):
    def __init__(self, channels, **rest):
        super().__init__(**rest)
        self.channels = channels

nets = {'wide': {'net': Wide, 'params': {'channels': 9, 'width': 6, 'depth': 1}}}
"""
        attempt, _, _ = fit({'a.py': BLOCK + wide}, 'Wide')
        self.assertEqual((attempt.model.channels, attempt.model.layers[0].weight.shape[1]), (9, 6))
        told = "part = dict(type='Wide', channels=7)\nnet = dict(type='Wide', channels=5, width=8, depth=2)\n"
        attempt, _, _ = fit({'a.py': BLOCK + wide.partition('nets')[0], 'configs/net.py': told}, 'Wide')
        self.assertEqual((attempt.model.channels, attempt.model.layers[0].weight.shape[1]), (5, 8))

    def test_one_of_the_users_replaces_one_of_a_call(self):
        attempt, _, _ = fit({'a.py': BLOCK + '\nnet = Block(5, 2)\n'}, 'Block', arguments={'depth': 3})
        self.assertEqual((values(attempt), origins(attempt)['depth']), ({'width': 5, 'depth': 3}, 'user'))

    def test_captures_those_of_the_class_that_holds_it(self):
        attempt, template, _ = fit({'a.py': BLOCK + '''
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Linear(3, 11)
        self.block = Block(11, depth=2)
    def forward(self, x):
        return self.block(self.stem(x))
'''}, 'Block')
        self.assertEqual((values(attempt), set(origins(attempt).values())), ({'width': 11, 'depth': 2}, {'captured'}))
        self.assertEqual(shapes(template)[0][-1], 11)
        self.assertEqual(template.specs()[0][1].shapes[3][0], 3)

    def test_takes_a_call_with_local_names_of_a_function(self):
        attempt, _, _ = fit({'a.py': BLOCK + '''
def main(depth=2):
    width = 4
    width += 2
    if True:
        net = Block(width, depth)
        optimizer = torch.optim.SGD(net.parameters())
        optimizer.step()
'''}, 'Block')
        self.assertEqual((values(attempt), origins(attempt)['width']), ({'width': 6, 'depth': 2}, 'call'))

    def test_takes_a_call_under_the_main_guard_with_its_command_line(self):
        attempt, _, _ = fit({'a.py': BLOCK + '''
import argparse
if __name__ == '__main__':
    parser = argparse.ArgumentParser()
    parser.add_argument('--width', type=int, default=9)
    parser.add_argument('--name', required=True)
    args = parser.parse_args()
    net = Block(args.width, 1)
'''}, 'Block')
        self.assertEqual(values(attempt), {'width': 9, 'depth': 1})

    def test_takes_a_call_of_a_file_that_imports_it(self):
        attempt, template, _ = fit({'pkg/net.py': BLOCK, 'pkg/__init__.py': '', 'tests/test_net.py': '''
            import pytest, torch
            from pkg.net import Block
            @pytest.mark.parametrize('width, rows', [(13, 4)])
            def test_block(width, rows):
                net = Block(width, 1)
                assert net(torch.randn(5, rows, width)).shape[0] == 5
        '''}, 'Block')
        self.assertEqual((values(attempt), shapes(template)), ({'width': 13, 'depth': 1}, [(2, 4, 13)]))

    def test_a_configuration_may_name_variables_and_the_class_by_its_package(self):
        told = '''
            model = dict(kind='other', neck=dict(type='pkg.Block', width=number, depth=1))
            number = 7
        '''
        for kind in ("'pkg.Block'", 'Block'):
            attempt, _, _ = fit({'pkg/net.py': BLOCK, 'pkg/__init__.py': '', 'configs/net.py': told.replace("'pkg.Block'", kind)}, 'Block')
            self.assertEqual(values(attempt), {'width': 7, 'depth': 1})

    def test_entries_within_a_configuration_are_attributes(self):
        wide = BLOCK + 'class Wide(Block):\n    def __init__(self, sizes):\n        super().__init__(sizes.width, sizes["deep"].depth)\n'
        attempt, _, _ = fit({'a.py': wide, 'configs/net.py': "net = dict(type='Wide', sizes=dict(width=7, deep=dict(depth=1)))\n"}, 'Wide')
        self.assertEqual(attempt.model.layers[0].weight.shape[0], 7)

    def test_leaves_out_calls_that_a_test_wants_to_raise(self):
        refused = ''.join('            Block(width="w%d", depth=1)\n' % at for at in range(8))
        attempt, _, _ = fit({'pkg/net.py': BLOCK, 'pkg/__init__.py': '', 'tests/test_net.py': (
            'from pkg.net import Block\nclass TestBlock:\n    def test_block(self):\n        with self.assertRaises(TypeError):\n' + refused +
            '        Block(width=11, depth=2)\n')}, 'Block')
        self.assertEqual(values(attempt), {'width': 11, 'depth': 2})

    def test_takes_a_call_of_the_readme_with_the_input_that_it_shows(self):
        attempt, template, _ = fit({'pkg/net.py': BLOCK, 'pkg/__init__.py': '', 'README.md': """
            # Block

            ```python
            import torch
            from pkg.net import Block
            net = Block(width=21, depth=1)
            y = net(torch.randn(1, 21))
            ```
            """.replace('\n            ', '\n')}, 'Block')
        self.assertEqual((values(attempt), shapes(template)), ({'width': 21, 'depth': 1}, [(2, 21)]))

    def test_takes_the_command_line_of_another_file_for_a_configuration(self):
        attempt, _, _ = fit({'net.py': HEAD + """
class Net(nn.Module):
    def __init__(self, args):
        super().__init__()
        self.layer = nn.Linear(args.width, args.height)
    def forward(self, x):
        return self.layer(x)
""", 'train.py': """
            import argparse
            def options():
                parser = argparse.ArgumentParser()
                parser.add_argument('--width', default=15)
                parser.add_argument('--height', default=2)
                return parser.parse_args()
        """}, 'Net')
        self.assertEqual((values(attempt)['args'].width, origins(attempt)), (15, {'args': 'configuration'}))

    def test_imports_relatively_without_a_package(self):
        attempt, _, _ = fit({'deep/net.py': 'from .part import Block\ndef net():\n    return Block(3, 1)\n', 'deep/part.py': BLOCK}, 'net')
        self.assertEqual(type(attempt.model).__name__, 'Block')

    def test_takes_a_name_from_a_branch_that_raises(self):
        attempt, _, _ = fit({'a.py': BLOCK + """
if True:
    data = open('/no/such/file').read()
    width = 17
net = Block(width, 1)
"""}, 'Block')
        self.assertEqual(values(attempt)['width'], 17)

    def test_takes_defaults(self):
        attempt, _, _ = fit({'a.py': BLOCK.replace('width, depth)', 'width=6, depth=2)')}, 'Block')
        self.assertEqual((values(attempt), origins(attempt)['width']), ({'width': 6, 'depth': 2}, 'default'))

    def test_reads_a_configuration_beside_the_code_that_opens_it(self):
        files = {'models/a.py': HEAD + """
import json
import os

class Net(nn.Module):
    def __init__(self, config='nets/small.json'):
        super().__init__()
        if not (os.path.exists(config) and os.path.isfile(config)):
            raise FileNotFoundError(config)
        with open(config) as file:
            self.layer = nn.Linear(json.load(file)['width'], 2)
    def forward(self, x):
        return self.layer(x)
""", 'models/nets/small.json': '{"width": 11}'}
        self.assertEqual(shapes(fit(files, 'Net')[1]), [(2, 11)])
        files['nets/small.json'] = files.pop('models/nets/small.json').replace('11', '12')
        self.assertEqual(shapes(fit(files, 'Net')[1]), [(2, 12)])

    def test_makes_a_configuration(self):
        attempt, _, _ = fit({'a.py': HEAD + '''
from dataclasses import dataclass
@dataclass
class NetConfig:
    width: int = 12
class Net(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.layer = nn.Linear(config.width, 2)
    def forward(self, x):
        return self.layer(x)
'''}, 'Net')
        self.assertEqual((values(attempt)['config'].width, origins(attempt)['config']), (12, 'configuration'))

    def test_guesses_by_name_and_says_so(self):
        attempt, _, _ = fit({'a.py': HEAD + '''
class Net(nn.Module):
    def __init__(self, in_channels, num_classes):
        super().__init__()
        self.layer = nn.Linear(in_channels, num_classes)
    def forward(self, x):
        return self.layer(x)
'''}, 'Net')
        self.assertEqual(origins(attempt), {'in_channels': 'name', 'num_classes': 'name'})


@needs_torch
class Definitions(unittest.TestCase):
    def test_builds_a_variable_with_its_later_changes(self):
        attempt, _, _ = fit({'a.py': BLOCK + '''
layers = []
for i in range(3):
    layers.append(nn.Linear(8, 8))
model = nn.Sequential(*layers)
model.add_module('last', nn.Linear(8, 2))
for step in range(10**9):
    model.zero_grad()
'''}, 'model')
        self.assertEqual(len(attempt.model), 4)

    def test_builds_a_function_and_a_static_method(self):
        text = BLOCK + '''
    @staticmethod
    def small():
        return Block(4, 1)
def wide(width=32):
    return Block(width, 2)
'''
        self.assertEqual(type(fit({'a.py': text}, 'wide')[0].model).__name__, 'Block')
        self.assertEqual(len(fit({'a.py': text}, 'Block.small')[0].model.layers), 1)

    def test_builds_each_of_two_classes_of_one_name(self):
        text = HEAD + '''
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(4, 1)
    def forward(self, x):
        return self.layer(x)
def early():
    return Net()
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(6, 1)
    def forward(self, x):
        return self.layer(x)
'''
        widths = [fit({'a.ipynb': text}, name)[0].model.layer.weight.shape[1] for name in ('Net', 'Net~2', 'early')]
        self.assertEqual(widths, [4, 6, 4])

    def test_follows_star_and_relative_imports_of_packages(self):
        attempt, _, _ = fit({'pkg/net.py': 'from .parts import *\nfrom . import sizes\ndef net():\n    return Part(sizes.WIDTH)\n',
                             'pkg/__init__.py': 'raise RuntimeError("needs a licence")\n', 'pkg/sizes.py': 'WIDTH = 5\n',
                             'pkg/parts.py': BLOCK.replace('Block', 'Part').replace('width, depth', 'width, depth=1')}, 'net')
        self.assertEqual(attempt.model.layers[0].weight.shape[1], 5)

    def test_skips_a_statement_that_raises_where_it_is_not_needed(self):
        attempt, _, _ = fit({'a.py': 'labels = open("/no/such/file").read()\n' + BLOCK + '\nnet = Block(2, 1)\n'}, 'Block')
        self.assertIsNotNone(attempt.model)

    def test_takes_the_edited_text(self):
        edited = (BLOCK + '\nnet = Block(5, 2)\n').replace('Linear(width, width)', 'Linear(width, width, bias=False)')
        attempt, _, _ = fit({'a.py': BLOCK}, 'Block', text=edited)
        self.assertIsNone(attempt.model.layers[0].bias)


if __name__ == '__main__':
    unittest.main()
