import unittest

from .support import HEAD, failure, fit, needs_torch

NET = HEAD + '''
class Net(nn.Module):
    def __init__(self, width=4):
        super().__init__()
        %s
        self.layer = nn.Linear(width, 2)
    def forward(self, x):
        %s
        return self.layer(x)
'''


def line_of(files, text):
    return next(at for at, line in enumerate(files['a.py'].split('\n'), 1) if text in line)


PRETRAINED = """import torch
from torch import nn
try:
    from transformers.activations import ACT2FN
    from transformers import PretrainedConfig, PreTrainedModel
except ImportError:
    ACT2FN = PretrainedConfig = PreTrainedModel = None
class Config(PretrainedConfig):
    def __init__(self, hidden_size=12, **kwargs):
        super().__init__(layers=3, **kwargs)
        self.hidden_size = hidden_size
class Net(PreTrainedModel):
    def __init__(self, config):
        super().__init__(config)
        self.layers = nn.ModuleList([nn.Linear(config.hidden_size, config.hidden_size) for _ in range(config.layers)])
        self.post_init()
    def forward(self, x, head_mask=None):
        for layer, mask in zip(self.layers, self.get_head_mask(head_mask, self.config.layers)):
            x = layer(x.to(self.dtype)) if mask is None else mask
        return x
"""


@needs_torch
class BasesOfAbsentPackages(unittest.TestCase):
    def test_a_pretrained_model_has_the_configuration_that_its_class_makes(self):
        attempt, template, _ = fit({'a.py': PRETRAINED}, 'Net')
        self.assertIsNotNone(template)
        self.assertEqual([tuple(one.shape) for one in attempt.model.parameters()], [(12, 12), (12,)] * 3)

    def test_what_a_try_may_miss_stays_missing(self):
        text = HEAD + 'try:\n    import xformers\nexcept ImportError:\n    xformers = None\nclass Net(nn.Module):\n' \
            '    def forward(self, x):\n        return x.relu() if xformers is None else xformers.relu(x)\n'
        _, template, _ = fit({'a.py': text}, 'Net')
        self.assertIsNotNone(template)


@needs_torch
class LayersOfAbsentPackages(unittest.TestCase):
    def test_are_named_where_a_container_takes_them(self):
        for container in ('nn.Sequential(fancy.Layer(4))', 'nn.ModuleList([fancy.Layer(4)])'):
            text = HEAD + 'import fancy\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.body = %s\n' \
                '    def forward(self, x):\n        return self.body(x)\n' % container
            told = failure({'a.py': text}, 'Net')
            self.assertEqual((told['code'], told['values'], told['at'][1]), ('package', {'package': 'fancy'}, 7), container)


@needs_torch
class Failures(unittest.TestCase):
    def check(self, files, site, code, values, text):
        told = failure(files, site)
        self.assertEqual((told['code'], told['values']), (code, values))
        self.assertEqual((told['file'], told['at'][1]), ('a.py', line_of(files, text)))

    def test_a_syntax_error(self):
        told = failure({'a.py': 'x = 1\nclass Net(:\n'}, 'Net')
        self.assertEqual((told['code'], told['file'], told['at'][1]), ('syntax', 'a.py', 2))

    def test_a_site_that_is_not_there(self):
        self.assertEqual(failure({'a.py': HEAD}, 'Net')['code'], 'site-not-found')

    def test_a_file_without_a_model(self):
        self.assertEqual(failure({'a.py': HEAD}, '')['code'], 'no-model')

    def test_an_argument_that_nothing_tells(self):
        files = {'a.py': NET.replace('width=4', 'frobnication') % ('pass', 'pass')}
        told = failure(files, 'Net')
        self.assertEqual((told['code'], told['values']), ('argument', {'name': 'frobnication', 'definition': 'Net'}))

    def test_an_argument_of_the_definition_and_not_of_what_holds_it(self):
        holder = '\nclass Holder(nn.Module):\n    def __init__(self, quux):\n        super().__init__()\n        self.net = Net(quux)\n' \
                 '    def forward(self, x):\n        return self.net(x)\n'
        told = failure({'a.py': NET.replace('width=4', 'frobnication') % ('pass', 'pass') + holder}, 'Net')
        self.assertEqual(told['values']['name'], 'frobnication')

    def test_what_the_definition_raises_where_its_holder_makes_it(self):
        holder = '\nclass Holder(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.net = Net(6)\n' \
                 '    def forward(self, x):\n        return self.net(x)\n'
        files = {'a.py': NET.replace('width=4', 'width') % ('self.narrow = nn.Linear(width / 4, 2)', 'pass') + holder}
        told = failure(files, 'Net')
        self.assertEqual((told['code'], told['values']['kind'], told['at'][1]), ('raised', 'TypeError', line_of(files, 'narrow')))

    def test_a_package_that_is_not_there(self):
        files = {'a.py': 'import fastfancy\n' + NET % ('pass', 'x = fastfancy.scan(x)')}
        self.check(files, 'Net', 'package', {'package': 'fastfancy'}, 'fastfancy.scan')

    def test_a_number_of_a_package_that_is_not_there(self):
        files = {'a.py': 'import fastfancy\n' + NET % ('self.narrow = nn.Linear(int(fastfancy.WIDTH), 2)', 'pass')}
        self.check(files, 'Net', 'package', {'package': 'fastfancy'}, 'fastfancy.WIDTH')

    def test_a_class_that_extends_one_of_a_package_that_is_not_there(self):
        files = {'a.py': HEAD + 'from fastfancy.nets import Encoder\nclass Net(Encoder, nn.Module):\n    def __init__(self, width=4):\n'
                                '        super().__init__(width=width)\n    def forward(self, x):\n        return self.layer(x)\n'}
        self.check(files, 'Net', 'package', {'package': 'fastfancy'}, 'super().__init__')

    def test_an_operation_that_is_not_known_keeps_the_graph_up_to_it(self):
        files = {'a.py': NET % ('pass', 'x = torch.special.i1(torch.relu(x))')}
        self.check(files, 'Net', 'operation', {'operation': 'torch.special.i1'}, 'torch.special.i1')
        from .support import answer
        self.assertEqual([node['op'] for node in answer(files, 'Net')['upTo']['nodes']], ['input', 'relu'])

    def test_an_import_that_may_fail(self):
        text = 'try:\n    import fastfancy\nexcept ImportError:\n    fastfancy = None\n' + NET % ('pass', 'assert fastfancy is None')
        from .support import fit
        self.assertIsNotNone(fit({'a.py': text}, 'Net')[1])

    def test_an_error_of_the_users(self):
        files = {'a.py': NET % ('self.width = int("four")', 'pass')}
        told = failure(files, 'Net')
        self.assertEqual((told['code'], told['values']['kind'], told['at'][1]), ('raised', 'ValueError', line_of(files, 'four')))

    def test_an_exit(self):
        self.check({'a.py': 'import sys\n' + NET % ('sys.exit(1)', 'pass')}, 'Net', 'refused', {'what': 'sys.exit'}, 'sys.exit')

    def test_a_question(self):
        self.check({'a.py': NET % ('input("how many?")', 'pass')}, 'Net', 'refused', {'what': 'input()'}, 'input(')

    def test_a_process(self):
        self.check({'a.py': 'import os\n' + NET % ('os.system("ls")', 'pass')}, 'Net', 'refused', {'what': 'os.system'}, 'os.system')
        self.check({'a.py': 'import subprocess\n' + NET % ('subprocess.run(["ls"])', 'pass')}, 'Net', 'refused',
                   {'what': 'subprocess.run'}, 'subprocess.run')

    def test_a_program_that_code_can_do_without(self):
        asks = 'import subprocess\ntry:\n    VERSION = subprocess.check_output(["git", "describe"])\nexcept OSError:\n    VERSION = "unknown"\n'
        _, template, _ = fit({'a.py': asks + NET % ('assert VERSION == "unknown"', 'pass')}, 'Net')
        self.assertIsNotNone(template)

    def test_a_file_for_writing(self):
        self.check({'a.py': NET % ('open("log.txt", "w")', 'pass')}, 'Net', 'refused', {'what': 'open'}, 'open(')

    def test_a_refusal_that_nothing_may_catch(self):
        inside = 'try:\n            input()\n        except Exception:\n            pass'
        self.assertEqual(failure({'a.py': NET % (inside, 'pass')}, 'Net')['code'], 'refused')

    def test_the_first_cause_of_a_name_without_a_value(self):
        files = {'a.py': 'width = int("six")\n' + NET.replace('width=4', '') % ('width_ = width', 'pass')}
        files['a.py'] = files['a.py'].replace('nn.Linear(width, 2)', 'nn.Linear(width_, 2)')
        told = failure(files, 'Net')
        self.assertEqual((told['values']['kind'], told['at'][1]), ('ValueError', 1))


if __name__ == '__main__':
    unittest.main()
