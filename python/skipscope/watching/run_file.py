"""
The file of a run: JSON lines, the first of which tells what the others hold. It stays below a size: when it has grown to it,
every second reading is left out, and so from then on.

    {"skipscope": "run", "version": 1, "model": "Net", "layers": ["conv1", "fc"], "watched": ["relu1"], "started": 1700000000.0}
    {"step": 50, "loss": 2.303, "gradient": [0.1, 0.02], "update": [1e-3, 2e-3], "dead": [0.0]}

Lists follow `layers`, but `dead` follows `watched`: the share of units that were zero for the whole batch. A number that is not
finite, or that was not measured, is null.
"""
import json
import math
import os
import time

MOST_BYTES = 50_000_000
DIGITS = 4


def rounded(number):
    """Four significant digits; None for what JSON cannot say."""
    if number is None or not math.isfinite(number):
        return None
    return float('%.*g' % (DIGITS, number))


def default_path(model):
    """In `skipscope-runs` below the working folder, by model and time; a file that is there is kept."""
    stem = os.path.join('skipscope-runs', '%s-%s' % (model, time.strftime('%Y%m%d-%H%M%S')))
    path, count = stem + '.jsonl', 1
    while os.path.exists(path):
        count += 1
        path = '%s-%d.jsonl' % (stem, count)
    return path


class RunFile:
    """Appends readings; `most` bounds the size in bytes."""

    def __init__(self, path, model, layers, watched, most=MOST_BYTES):
        self.path, self.most = path or default_path(model), most
        self.keeps, self.count = 1, 0
        folder = os.path.dirname(os.path.abspath(self.path))
        os.makedirs(folder, exist_ok=True)
        head = {'skipscope': 'run', 'version': 1, 'model': model, 'layers': layers, 'watched': watched, 'started': time.time()}
        self.file = open(self.path, 'w', encoding='utf-8')
        self.size = 0
        self._write(json.dumps(head, separators=(',', ':')) + '\n')

    def add(self, step, loss, **lists):
        """One reading, unless it is one of those that are left out by now."""
        self.count += 1
        if (self.count - 1) % self.keeps:
            return
        told = {'step': step, 'loss': rounded(loss), **{name: [rounded(one) for one in values] for name, values in lists.items()}}
        line = json.dumps(told, separators=(',', ':'), allow_nan=False) + '\n'
        if self.size + len(line) > self.most:
            self._thin()
            if (self.count - 1) % self.keeps:
                return
        self._write(line)

    def _write(self, line):
        self.file.write(line)
        self.file.flush()
        self.size += len(line)

    def _thin(self):
        """Leave every second reading out, in a new file that takes the place of this one at once."""
        self.file.close()
        shorter = self.path + '.thinned'
        with open(self.path, encoding='utf-8') as old, open(shorter, 'w', encoding='utf-8') as new:
            for at, line in enumerate(old):
                if at == 0 or at % 2:
                    new.write(line)
        os.replace(shorter, self.path)
        self.keeps *= 2
        self.file = open(self.path, 'a', encoding='utf-8')
        self.size = os.path.getsize(self.path)

    def close(self):
        self.file.close()
