"""
Compares the stand-in with real torch, model by model: parameters and buffers, shapes of the outputs, and the sequence of
operations with their shapes and attributes. Prints "N of M equal".

    python test/python/compare --torch PYTHON [--models FOLDER] [torchvision model …]

PYTHON has torch and torchvision; FOLDER holds check-outs of kuangliu/pytorch-cifar and weiaicunzai/pytorch-cifar100.
"""
import argparse
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PYTHON = os.path.normpath(os.path.join(HERE, '..', '..', '..', 'python'))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--torch', required=True)
    parser.add_argument('--models', default='')
    parser.add_argument('only', nargs='*')
    told = parser.parse_args()
    find = 'import importlib.util; print(importlib.util.find_spec("torchvision").submodule_search_locations[0])'
    folder = subprocess.run([told.torch, '-c', find], check=True, capture_output=True, text=True).stdout.strip()
    with tempfile.NamedTemporaryFile('w+', suffix='.jsonl') as recorded:
        paths = os.pathsep.join([HERE, PYTHON, os.path.join(PYTHON, 'embedded')])
        subprocess.run([sys.executable, os.path.join(HERE, 'standIn.py'), folder, told.models, *told.only], check=True, stdout=recorded,
                       env={**os.environ, 'PYTHONPATH': paths})
        return subprocess.run([told.torch, os.path.join(HERE, 'realTorch.py'), folder, told.models, recorded.name],
                              env={**os.environ, 'PYTHONPATH': os.pathsep.join([HERE, PYTHON])}).returncode


if __name__ == '__main__':
    sys.exit(main())
