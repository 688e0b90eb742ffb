"""Workspaces of a test: files by their text, and the driver's answer for one site of them."""
import contextlib
import os
import sys
import tempfile
import textwrap
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
PYTHON = os.path.normpath(os.path.join(HERE, '..', '..', '..', 'python'))
for _folder in (os.path.join(PYTHON, 'embedded'), PYTHON):
    if _folder not in sys.path:
        sys.path.insert(0, _folder)

try:
    import torch
except ImportError:
    torch = None

needs_torch = unittest.skipIf(torch is None, 'no torch: neither the stand-in in python/embedded nor a real one')
HEAD = 'import torch\nimport torch.nn as nn\n'
BLOCK = HEAD + '''
class Block(nn.Module):
    def __init__(self, width, depth):
        super().__init__()
        self.layers = nn.Sequential(*[nn.Linear(width, width) for _ in range(depth)])
    def forward(self, x):
        return self.layers(x)
'''


@contextlib.contextmanager
def workspace(files):
    """A folder with files; texts are dedented."""
    with tempfile.TemporaryDirectory() as root:
        for name, text in files.items():
            path = os.path.join(root, *name.split('/'))
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, 'w', encoding='utf-8') as file:
                file.write(textwrap.dedent(text))
        yield os.path.realpath(root)


def request(root, files, site, **more):
    """The request for a site of the first file."""
    file = next(iter(files))
    return {'root': root, 'file': file, 'text': more.pop('text', textwrap.dedent(files[file])), 'site': site, 'arguments': {}, **more}


def fit(files, site, **more):
    """(the last attempt, its template, the session) as the driver tries a site; nothing is recorded."""
    from skipscope.driver.record import attempted, opened
    with workspace(files) as root:
        told = request(root, files, site, **more)
        with opened(told) as session:
            attempts, template = attempted(session, told)
            return (attempts[-1] if attempts else None), template, session


def values(attempt):
    """{parameter: value} of an attempt."""
    return {name: value for name, value, _ in attempt.candidate.values}


def origins(attempt):
    """{parameter: kind of origin} of an attempt."""
    return {name: origin if isinstance(origin, str) else origin[0] for name, _, origin in attempt.candidate.values}


def shapes(template):
    """The shapes of the inputs for a batch of 2."""
    return [tuple(spec.shapes[2]) for _, spec in template.specs()]


def answer(files, site, **more):
    """`record`'s answer."""
    from skipscope.driver.record import record
    with workspace(files) as root:
        return record(request(root, files, site, **more))


def failure(files, site, **more):
    return answer(files, site, **more)['failure']
