import unittest

from .support import HEAD, answer, fit, needs_torch, workspace

NET = HEAD + '''
from nets.parts import Block
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.block = Block(4)
    def forward(self, x):
        return self.block(x)
def main():
    Net()(torch.randn(8, 4))
'''
BLOCK = HEAD + '''
class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.layer = nn.Linear(width, width)
    def forward(self, x):
        return self.layer(x)
'''


def modules(session):
    return sorted(session.workspace.relative(path) for path in session.runner.units)


@needs_torch
class Packages(unittest.TestCase):
    def test_run_as_far_as_a_name_asks(self):
        files = {'nets/net.py': NET, 'nets/__init__.py': 'from . import heavy\n', 'nets/heavy.py': 'raise SystemExit("never asked for")\n',
                 'nets/parts/__init__.py': 'from .block import Block\nfrom .other import Other\n', 'nets/parts/block.py': BLOCK,
                 'nets/parts/other.py': 'class Other: pass\n'}
        _, template, session = fit(files, 'Net')
        self.assertIsNotNone(template)
        self.assertEqual(modules(session), ['nets/__init__.py', 'nets/net.py', 'nets/parts/__init__.py', 'nets/parts/block.py'])

    def test_may_extend_what_a_definition_may_not_make(self):
        text = """
import socket, subprocess
class Channel(socket.socket):
    pass
class Net(nn.Linear):
    def __init__(self):
        super().__init__(len(Channel.__name__), 2)
        %s
"""
        self.assertEqual(answer({'a.py': HEAD + text % 'pass'}, 'Net')['recording']['nodes'][1]['op'], 'linear')
        for made, code in (('Channel()', 'refused'), ('subprocess.Popen(["ls"])', 'refused')):
            self.assertEqual(answer({'a.py': HEAD + text % made}, 'Net')['failure']['code'], code)

    def test_make_names_in_a_loop(self):
        loop = 'from . import block\nfor _name in dir(block):\n    globals()[_name] = getattr(block, _name)\n'
        _, template, _ = fit({'nets/net.py': NET, 'nets/__init__.py': '', 'nets/parts/__init__.py': loop, 'nets/parts/block.py': BLOCK}, 'Net')
        self.assertIsNotNone(template)

    def test_give_names_by_a_function_of_their_own(self):
        own = 'import importlib\ndef __getattr__(name):\n    return getattr(importlib.import_module(".block", __name__), name)\n'
        _, template, _ = fit({'nets/net.py': NET, 'nets/__init__.py': '', 'nets/parts/__init__.py': own, 'nets/parts/block.py': BLOCK}, 'Net')
        self.assertIsNotNone(template)

    def test_give_all_their_names_to_a_star(self):
        star = NET.replace('import Block', 'import *')
        for package in ('from .block import Block\n', 'from .block import Block\n__all__ = ["Block"]\n', 'from .block import *\n'):
            _, template, _ = fit({'nets/net.py': star, 'nets/__init__.py': '', 'nets/parts/__init__.py': package, 'nets/parts/block.py': BLOCK}, 'Net')
            self.assertIsNotNone(template, package)

    def test_take_no_more_of_a_branch_than_is_asked_for(self):
        parts = ('import sys\nif False:\n    from .heavy import Heavy\n    from .block import Block\nelse:\n    READY = True\n')
        files = {'nets/net.py': NET, 'nets/__init__.py': '', 'nets/parts/__init__.py': parts, 'nets/parts/block.py': BLOCK, 'nets/parts/heavy.py': ''}
        _, template, session = fit(files, 'Net')
        self.assertIsNotNone(template)
        self.assertNotIn('nets/parts/heavy.py', modules(session))

    def test_may_raise_what_no_except_exception_catches(self):
        own = 'class Absent(BaseException): pass\ntry:\n    if True:\n        raise Absent\nexcept Absent:\n    from .block import Block\nraise Absent\n'
        _, template, _ = fit({'nets/net.py': NET, 'nets/__init__.py': '', 'nets/parts/__init__.py': own, 'nets/parts/block.py': BLOCK}, 'Net')
        self.assertIsNotNone(template)
        block = BLOCK + own.replace('from .block import Block', 'WIDTH = 4').replace('raise Absent\n', 'raise Absent\n') + 'LATER = WIDTH\n'
        net = NET.replace('import Block', 'import Block, LATER').replace('Block(4)', 'Block(LATER)')
        _, template, _ = fit({'nets/net.py': net, 'nets/__init__.py': '', 'nets/parts.py': block}, 'Net')
        self.assertIsNotNone(template)

    def test_run_whole_where_they_register_what_is_missing(self):
        files = {
            'nets/net.py': NET.replace('from nets.parts import Block', 'from nets.registry import KNOWN').replace('Block(4)', 'KNOWN["block"](4)'),
            'nets/__init__.py': 'from . import block\n', 'nets/registry.py': 'KNOWN = {}\n',
            'nets/block.py': 'from .registry import KNOWN\n' + BLOCK + 'KNOWN["block"] = Block\n'}
        _, template, _ = fit(files, 'Net')
        self.assertIsNotNone(template)

    def test_keep_the_error_of_a_file_that_does_not_parse(self):
        files = {'nets/net.py': NET, 'nets/__init__.py': '', 'nets/parts/__init__.py': 'from .block import Block\n', 'nets/parts/block.py': 'def (:\n'}
        told = answer(files, 'Net')['failure']
        self.assertEqual((told['code'], told.get('file')), ('syntax', 'nets/parts/block.py'))


@needs_torch
class ImportedFiles(unittest.TestCase):
    def test_go_on_behind_a_statement_that_raises(self):
        block = 'COUNT = []\nCOUNT.append(1)\nfrom nowhere_at_all.far import a\nfrom math import nothing, sqrt\nWIDTH = 4 if sqrt(4) == 2 and COUNT == [1] else 0\n' + BLOCK
        net = NET.replace('from nets.parts import Block', 'from nets.parts import Block, WIDTH').replace('Block(4)', 'Block(WIDTH)')
        _, template, _ = fit({'nets/net.py': net, 'nets/__init__.py': '', 'nets/parts.py': block}, 'Net')
        self.assertIsNotNone(template)

    def test_run_no_training(self):
        block = BLOCK + '\nfor _ in range(3):\n    nothing_at_all.backward()\n    raise SystemExit\nLATER = 4\n'
        net = NET.replace('from nets.parts import Block', 'from nets.parts import Block, LATER').replace('Block(4)', 'Block(LATER)')
        _, template, _ = fit({'nets/net.py': net, 'nets/__init__.py': '', 'nets/parts.py': block}, 'Net')
        self.assertIsNotNone(template)


HALF = '''
import not_there_either
from torch import nn
WIDE = not_there_either.WIDE
class Half(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.layer = nn.Linear(width, width)
    def forward(self, x):
        return self.layer(x)
'''
USES = HEAD + '''
from halves.parts import Half
import timm
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.part = Half(timm.WIDTH)
    def forward(self, x):
        return self.part(x)
'''


@needs_torch
class PackagesOfTheUsersEnvironment(unittest.TestCase):
    ENVIRONMENT = {'halves/__init__.py': 'raise ValueError("half-way")\nfrom .heavy import Heavy\n', 'halves/parts.py': HALF,
                   'timm/__init__.py': 'WIDTH = 6\n', 'einops/__init__.py': 'raise SystemExit("the stand-in is whole")\n'}

    def fitted(self, text, environment):
        with workspace(environment) as packages:
            return fit({'net.py': text}, 'Net', packages=[packages])

    def test_run_over_the_stand_in_as_far_as_they_go(self):
        attempt, template, session = self.fitted(USES, self.ENVIRONMENT)
        self.assertIsNotNone(template)
        self.assertEqual([tuple(one.shape) for one in attempt.model.parameters()], [(6, 6), (6,)])
        self.assertEqual(session.notes, [])

    def test_leave_whole_stand_ins_their_place(self):
        text = HEAD + 'from einops import rearrange\nclass Net(nn.Module):\n    def forward(self, x):\n        return rearrange(x, "b c -> c b")\n'
        _, template, _ = self.fitted(text, self.ENVIRONMENT)
        self.assertIsNotNone(template)

    def test_come_after_the_workspaces_own(self):
        files = {'net.py': USES, 'timm.py': 'WIDTH = 5\n'}
        with workspace(self.ENVIRONMENT) as packages:
            attempt, _, _ = fit(files, 'Net', packages=[packages])
        self.assertEqual([tuple(one.shape) for one in attempt.model.parameters()], [(5, 5), (5,)])

    def test_are_named_where_they_cannot_be_imported(self):
        environment = {'halves/__init__.py': '', 'halves/parts.py': 'from .deep import Base\nclass Half(Base):\n    pass\n',
                       'halves/deep.py': 'import torch\nBase = torch.no_such_class.Base\nclass Base(Base):\n    pass\n'}
        with workspace(environment) as packages:
            told = answer({'net.py': USES.replace('import timm', '').replace('timm.WIDTH', '4')}, 'Net', packages=[packages])['failure']
        self.assertEqual((told['code'], told['values']['package']), ('package-fails', 'halves'))

    def test_leave_weights_out_that_they_would_download(self):
        builder = 'def load_pretrained(model):\n    raise RuntimeError("not installed")\ndef create_model(model):\n    load_pretrained(model)\n    return model\n'
        environment = {'timm/__init__.py': 'from .models._builder import create_model\n', 'timm/models/__init__.py': '', 'timm/models/_builder.py': builder}
        text = HEAD + 'import timm\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n' \
            '        self.body = timm.create_model(nn.Linear(4, 4))\n    def forward(self, x):\n        return self.body(x)\n'
        with workspace(environment) as packages:
            told = answer({'net.py': text}, 'Net', packages=[packages])
        self.assertEqual([(one['about'], one['what']) for one in told['recording']['notes']], [('weights not loaded', 'timm')])

    def test_are_forgotten_by_the_next_definition(self):
        self.fitted(USES, self.ENVIRONMENT)
        attempt, template, _ = fit({'net.py': USES}, 'Net')
        self.assertIsNone(template)
        self.assertIn("'timm' has no attribute", str(attempt.error))


if __name__ == '__main__':
    unittest.main()
