"""Try everything that a definition may not do in the user's own Python, in a locked process."""
import json
import os
import subprocess
import sys
import tempfile
import unittest

from support import HEAD, PACKAGES

ATTEMPTS = {
    'a process': 'import subprocess; subprocess.Popen(["true"])',
    'a shell': 'import os; os.system("true")',
    'a fork': 'import os; os.fork()',
    'a signal': 'import os; os.kill(os.getppid(), 0)',
    'a connection': 'import socket; socket.create_connection(("127.0.0.1", 9))',
    'a port': 'import socket; socket.socket().bind(("127.0.0.1", 0))',
    'a name': 'import socket; socket.getaddrinfo("localhost", 80)',
    'an address': 'import urllib.request; urllib.request.urlopen("http://127.0.0.1:9")',
    'a file': 'open(outside, "w")',
    'a file by its number': 'import os; os.open(outside, os.O_WRONLY | os.O_CREAT)',
    'a removal': 'import os; os.remove(present)',
    'a rename': 'import os; os.rename(present, outside)',
    'a folder': 'import os; os.mkdir(outside)',
    'a tree': 'import shutil; shutil.rmtree(os.path.dirname(present))',
    'a saved tensor': 'torch.save(torch.zeros(1), outside)',
}
ALLOWED = {
    'a temporary file': 'import tempfile; tempfile.TemporaryFile().write(b"x")',
    'a late import': 'import torch.nn.utils.parametrizations',
    'a step': 'm = torch.nn.Linear(2, 2); m(torch.zeros(1, 2)).sum().backward()',
    'reading': 'open(present).read()',
}
LOCKED = '''
import sys, os
sys.path.insert(0, %r)
import torch
from skipscope.interpreter.lock import lock
outside, present = %r, %r
lock(torch)
for name, text in %r.items():
    try:
        exec(text, {'outside': outside, 'present': present, 'torch': torch, 'os': os})
        print('done', name)
    except BaseException as error:
        print(type(error).__name__, name)
'''

RECORDED = '''
import json, os, sys
sys.path.insert(0, %r)
from skipscope.interpreter.helper import Helper
helper = Helper()
helper.ready()
helper.lock()
print(json.dumps(helper.prepared.record(json.loads(sys.stdin.read()))))
''' % os.path.normpath(PACKAGES)


def locked_record(source):
    """The answer for a source text in a process that is locked before."""
    with tempfile.TemporaryDirectory() as root:
        request = {'root': root, 'file': 'net.py', 'text': HEAD + source, 'site': 'Net', 'arguments': {}, 'inputShapes': [[4]]}
        run = subprocess.run([sys.executable, '-B', '-c', RECORDED], input=json.dumps(request), capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


class Lock(unittest.TestCase):
    def test_what_a_model_may_not_do_is_refused(self):
        folder = os.path.join(os.path.expanduser('~'), '.cache')
        os.makedirs(folder, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as home:
            present, outside = os.path.join(home, 'present', 'file'), os.path.join(home, 'outside')
            os.mkdir(os.path.dirname(present))
            with open(present, 'w') as file:
                file.write('kept')
            text = LOCKED % (os.path.normpath(PACKAGES), outside, present, {**ATTEMPTS, **ALLOWED})
            run = subprocess.run([sys.executable, '-B', '-c', text], capture_output=True, text=True, check=True)
            told = dict(line.split(' ', 1)[::-1] for line in run.stdout.splitlines())
            unreached = dict.fromkeys(('a process', 'a connection', 'a port', 'a name', 'an address'), 'Unreached')
            self.assertEqual(told, {**{name: 'Refused' for name in ATTEMPTS}, **unreached, **{name: 'done' for name in ALLOWED}})
            self.assertTrue(os.path.exists(present))
            self.assertFalse(os.path.exists(outside))

    def test_a_library_that_asks_the_network_goes_on_without_it(self):
        answer = locked_record('''
import http.client

def is_online():
    try:
        http.client.HTTPConnection("127.0.0.1", 9).connect()
        return True
    except Exception:
        return False

ONLINE = is_online()

class Net(nn.Module):
    def forward(self, x: torch.Tensor):
        return x if ONLINE else x + 1
''')
        self.assertEqual([node['op'] for node in answer['recording']['nodes']], ['input', 'add'])

    def test_a_connection_that_a_definition_needs_is_named(self):
        answer = locked_record('''
import urllib.request

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.text = urllib.request.urlopen("http://127.0.0.1:9").read()

    def forward(self, x: torch.Tensor):
        return x
''')
        self.assertEqual(answer['failure']['code'], 'refused')
        self.assertEqual(answer['failure']['values'], {'what': 'urllib.Request'})


if __name__ == '__main__':
    unittest.main()
