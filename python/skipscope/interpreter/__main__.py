"""`python -m skipscope.interpreter MEGABYTES`: answers an engine on the pipes 3 and 4 until it is gone, within so much memory."""
import os
import sys

from .memory import Ceiling
from .pipes import Pipes

FROM_ENGINE, TO_ENGINE = 3, 4
# An engine that somebody waits for asks for more at once.
REST_SECONDS = 0.3


def main():
    # What is seen is what runs: scripts and compiled modules as plain Python.
    os.environ.setdefault('PYTORCH_JIT', '0')
    os.environ.setdefault('TORCHDYNAMO_DISABLE', '1')
    # Torch is found by the search path; the folder that the process was started in is no package.
    sys.path[:] = [entry for entry in sys.path if entry not in ('', os.getcwd())]
    pipes = Pipes(FROM_ENGINE, TO_ENGINE)
    pipes.end_with_engine()
    from .helper import Helper
    helper = Helper()
    ceiling = Ceiling(int(sys.argv[1]), pipes) if len(sys.argv) > 1 else None
    while True:
        received = pipes.receive()
        if received is None:
            return
        pipes.send(*helper.answer(*received))
        if received[0].get('do') == 'hello':
            if pipes.is_idle(REST_SECONDS):
                helper.rehearse()
            if ceiling is not None:
                ceiling.begin()


main()
