"""Weights that are not there are left out with a note, by whatever library they are asked for."""
import json
import os
import subprocess
import sys
import tempfile
import types
import unittest

from support import PACKAGES

# Libraries as far as a model calls them: each reaches for the network.
LIBRARIES = {
    'huggingface_hub/__init__.py': 'from .file_download import hf_hub_download\n',
    'huggingface_hub/file_download.py': '''
import os, socket
def hf_hub_download(repo_id, filename=None):
    if repo_id == 'cached':
        return os.environ['CACHED']
    socket.getaddrinfo('localhost', 80)
''',
    'safetensors/__init__.py': '',
    'safetensors/torch.py': '''
import torch
def load_file(path):
    return torch.load(path)
''',
    'timm/__init__.py': 'from .models._builder import create_model\n',
    'timm/models/__init__.py': '',
    'timm/models/_builder.py': '''
import socket, torch
def load_pretrained(model):
    socket.getaddrinfo('localhost', 80)
def create_model(name, pretrained=False):
    model = torch.nn.Linear(4, 4)
    if pretrained:
        load_pretrained(model)
    return model
''',
}
MODEL = '''
import timm, torch
from huggingface_hub import hf_hub_download
from safetensors.torch import load_file
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = timm.create_model('resnet18', pretrained=True)
        self.head, self.known, self.old = nn.Linear(4, 3), nn.Linear(3, 3), nn.Linear(3, 3)
        missing, unexpected = self.head.load_state_dict(load_file(hf_hub_download('not/there', 'head.safetensors')), strict=False)
        self.known.load_state_dict(torch.load(hf_hub_download('cached')))
        self.old.load_state_dict(torch.load('checkpoints/best.pth')['state_dict'])
        self.scale = float(self.known.bias.sum())

    def forward(self, x):
        return self.old(self.known(self.head(self.body(x)))) * self.scale
'''
RECORDED = '''
import json, os, sys
sys.path[:0] = [%r, os.getcwd()]
from skipscope.interpreter.helper import Helper
import torch
state = torch.nn.Linear(3, 3).state_dict()
state['bias'] = torch.tensor([1.0, 2.0, 4.0])
torch.save(state, 'cached.pth')
helper = Helper()
helper.ready()
helper.lock()
request = {'root': os.getcwd(), 'file': 'net.py', 'text': open('net.py').read(), 'site': 'Net', 'arguments': {}}
print(json.dumps(helper.prepared.record(request)))
''' % os.path.normpath(PACKAGES)


class AbsentWeights(unittest.TestCase):
    def test_each_load_leaves_a_note_at_its_line_and_a_cache_is_read(self):
        with tempfile.TemporaryDirectory() as home:
            for path, text in {**LIBRARIES, 'net.py': MODEL}.items():
                os.makedirs(os.path.dirname(os.path.join(home, path)), exist_ok=True)
                with open(os.path.join(home, path), 'w') as file:
                    file.write(text)
            # The workspace is another folder than the packages.
            os.makedirs(os.path.join(home, 'work'))
            os.rename(os.path.join(home, 'net.py'), os.path.join(home, 'work', 'net.py'))
            environment = {**os.environ, 'PYTHONPATH': home, 'CACHED': os.path.join(home, 'work', 'cached.pth')}
            run = subprocess.run([sys.executable, '-B', '-c', RECORDED], cwd=os.path.join(home, 'work'), env=environment,
                                 capture_output=True, text=True, check=True)
        answer = json.loads(run.stdout)
        self.assertIn('recording', answer, answer.get('failure'))
        recording = answer['recording']
        lines = MODEL.split('\n')
        told = [(one['what'], lines[one['at'][1] - 1].strip().split(' = ')[0].split('(')[0]) for one in recording['notes']
                if one['about'] == 'weights not loaded']
        self.assertEqual(told, [('timm', 'self.body'), ('load_state_dict', 'missing, unexpected'),
                                ('load_state_dict', 'self.old.load_state_dict')])
        scale = next(node['attributes'] for node in recording['nodes'] if node['op'] == 'mul')
        self.assertEqual(scale['other'], 7.0)


class Registries(unittest.TestCase):
    def test_a_package_that_is_imported_again_has_its_new_registry(self):
        from skipscope.driver.changed_libraries import CHANGES

        class Registry:
            def __init__(self, scope):
                self.scope, self.children = scope, {}

            def _add_child(self, registry):
                assert registry.scope not in self.children
        module = types.ModuleType('mmengine.registry.registry')
        module.Registry = Registry
        CHANGES[module.__name__](module)
        root, first, second = Registry('mmengine'), Registry('own'), Registry('own')
        root._add_child(first)
        root._add_child(second)
        self.assertIs(root.children['own'], second)


if __name__ == '__main__':
    unittest.main()
