"""A training of one's own, followed: what is written, how large it gets, and what is put back."""
import json
import os
import subprocess
import sys
import tempfile
import unittest
import warnings
from importlib import metadata

from support import PACKAGES, torch

import skipscope
from skipscope.watching.run_file import RunFile


def network():
    torch.manual_seed(0)
    made = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.ReLU(), torch.nn.Linear(8, 1))
    with torch.no_grad():
        # Two units that no input of the test wakes.
        made[0].bias[:2] = -100
    return made


def train(model, steps, path, every):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    other = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1)
    losses, gradients = [], []
    with skipscope.watch(model, every=every, path=path) as watcher:
        for _ in range(steps):
            optimizer.zero_grad()
            loss = model(torch.randn(16, 4)).square().mean()
            loss.backward()
            losses.append(float(loss.detach()))
            gradients.append([float(torch.linalg.vector_norm(torch.stack([one.grad.norm() for one in layer.parameters()])))
                              for layer in (model[0], model[2])])
            optimizer.step()
            other.step()
    return watcher, losses, gradients


def can_build():
    """Tell whether pip can do it. Setuptools reads `pyproject.toml` from version 61 on, and needs `wheel` before 70.1."""
    try:
        metadata.version('pip')
        number = tuple(map(int, metadata.version('setuptools').split('.')[:2]))
        return number >= (70, 1) or number >= (61, 0) and bool(metadata.version('wheel'))
    except metadata.PackageNotFoundError:
        return False


def read(path):
    with open(path, encoding='utf-8') as file:
        head, *rest = [json.loads(line) for line in file]
    return head, rest


class Watch(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = os.path.join(self.folder.name, 'run.jsonl')

    def test_a_reading_tells_loss_gradients_updates_and_dead_units(self):
        backward = torch.Tensor.backward
        model = network()
        _, losses, gradients = train(model, 10, self.path, 5)
        head, readings = read(self.path)
        self.assertEqual((head['model'], head['layers'], head['watched']), ('Sequential', ['0', '2'], ['1']))
        self.assertEqual([one['step'] for one in readings], [5, 10])
        for at, reading in zip((4, 9), readings):
            self.assertAlmostEqual(reading['loss'], losses[at], delta=1e-3 * losses[at])
            for told, measured in zip(reading['gradient'], gradients[at]):
                self.assertAlmostEqual(told, measured, delta=1e-3 * measured)
            self.assertEqual(reading['dead'], [0.25])
            self.assertTrue(all(0 < one < 1 for one in reading['update']))
        self.assertIs(torch.Tensor.backward, backward)
        self.assertFalse(model[1]._forward_hooks)

    def test_watching_changes_no_weight(self):
        states = []
        for watched in (True, False):
            model = network()
            optimizer = torch.optim.Adam(model.parameters())
            watcher = skipscope.watch(model, every=2, path=self.path) if watched else None
            torch.manual_seed(1)
            for _ in range(6):
                optimizer.zero_grad()
                model(torch.randn(8, 4)).square().mean().backward()
                optimizer.step()
            if watcher:
                watcher.close()
            states.append(model.state_dict())
        for name, one in states[0].items():
            self.assertTrue(torch.equal(one, states[1][name]), name)

    def test_a_long_run_stays_below_its_size_and_reaches_from_end_to_end(self):
        most = 20_000
        file = RunFile(self.path, 'Net', ['a', 'b'], [], most)
        for step in range(1, 5001):
            file.add(step, 1 / step, gradient=[1.23456, float('nan')], update=[1e-3, 1e-4], dead=[])
            self.assertLessEqual(file.size, most)
        file.close()
        self.assertLessEqual(os.path.getsize(self.path), most)
        _, readings = read(self.path)
        steps = [one['step'] for one in readings]
        self.assertGreater(len(steps), 50)
        self.assertEqual(steps[0], 1)
        self.assertGreater(steps[-1], 4900)
        self.assertEqual(len({b - a for a, b in zip(steps, steps[1:])}), 1)
        self.assertEqual(readings[0]['gradient'], [1.235, None])

    def test_a_schedule_that_is_made_later_counts_the_steps(self):
        model = network()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        with skipscope.watch(model, every=1, path=self.path), warnings.catch_warnings():
            warnings.simplefilter('error', UserWarning)
            schedule = torch.optim.lr_scheduler.StepLR(optimizer, 1)
            for _ in range(2):
                model(torch.randn(8, 4)).square().mean().backward()
                optimizer.step()
                schedule.step()
        _, readings = read(self.path)
        self.assertEqual([one['step'] for one in readings], [1, 2])
        self.assertAlmostEqual(schedule.get_last_lr()[0], 0.001)

    @unittest.skipUnless(can_build(), 'this Python has no pip, or no setuptools that read pyproject.toml')
    def test_it_installs_from_its_folder(self):
        pip = [sys.executable, '-m', 'pip', 'install', '-q', '--no-deps', '--no-build-isolation', '--no-index', '--target']
        source = os.path.join(self.folder.name, 'python')
        copied = subprocess.run(['cp', '-r', os.path.normpath(PACKAGES), source])
        installed = os.path.join(self.folder.name, 'site')
        run = subprocess.run([*pip, installed, source], capture_output=True, text=True)
        self.assertEqual((copied.returncode, run.returncode), (0, 0), run.stderr)
        text = 'import skipscope, sys; print(skipscope.__file__); print("torch" in sys.modules); import skipscope.watching.torch_watcher'
        told = subprocess.run([sys.executable, '-c', text], env={**os.environ, 'PYTHONPATH': installed}, cwd=self.folder.name,
                              capture_output=True, text=True, check=True).stdout.split()
        self.assertTrue(told[0].startswith(installed), told)
        self.assertEqual(told[1], 'False')
        self.assertFalse(os.path.exists(os.path.join(installed, 'torch')))


if __name__ == '__main__':
    unittest.main()
