"""
Refuse calls that a definition may not make in the user's own Python, once torch is loaded. An audit hook cannot be taken off again
(PEP 578). It stops mistakes and careless code, such as a script that trains, downloads or writes when it is imported;
against hostile code only the trust of the workspace helps.
"""
import os
import sys
import tempfile

from ..driver.failures import Refused, Unreached
from .absent_weights import leave_out

PROGRAM = 'subprocess.Popen'
PROCESSES = frozenset('os.system os.exec os.posix_spawn os.spawn os.fork os.forkpty os.kill os.killpg os.startfile pty.spawn'.split())
NETWORK = frozenset('socket.connect socket.bind socket.getaddrinfo socket.gethostbyname socket.sendto urllib.Request webbrowser.open ftplib.connect '
                    'smtplib.connect'.split())
CHANGES = frozenset('os.remove os.rename os.rmdir os.mkdir os.truncate os.symlink os.link os.chmod os.chown shutil.rmtree shutil.move '
                    'shutil.copyfile shutil.copytree'.split())
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def lock(torch, allow_network=False):
    """
    Refuse processes, the network, and changes outside the temporary folder for the rest of this process. `torch` is None where it is not
    imported.
    """
    sys.dont_write_bytecode = True
    if torch is not None:
        replace_savers(torch)
        if not allow_network:
            leave_out(torch)
    temporary = tuple({os.path.join(folder, '') for folder in (tempfile.gettempdir(), os.path.realpath(tempfile.gettempdir()))})
    # Names are bound here: whoever replaces a function of `os` later does not change what the hook calls.
    realpath, decode, refused, unreached = os.path.realpath, os.fsdecode, Refused, Unreached

    def is_outside(path):
        if path is None or isinstance(path, int):
            return False
        full = realpath(decode(path))
        return not ((full + os.sep).startswith(temporary) or full == os.devnull)

    def hook(event, arguments):
        if event == 'open':
            path, mode, flags = arguments
            writes = any(letter in (mode or '') for letter in 'wax+') or isinstance(flags, int) and flags & WRITING
            if writes and is_outside(path):
                raise refused('open')
        elif event == PROGRAM:
            raise unreached(event)
        elif event in PROCESSES:
            raise refused(event)
        elif event in NETWORK:
            if not allow_network:
                raise unreached(event)
        elif event in CHANGES and arguments and is_outside(arguments[0]):
            raise refused(event)

    sys.addaudithook(hook)


def replace_savers(torch):
    """Torch's own writer of files raises no audit event."""
    def refusing(what):
        def refuse(*arguments, **keywords):
            raise Refused(what)
        return refuse
    torch.save = refusing('torch.save')
    for owner, name in ((torch.jit, 'save'), (getattr(torch, 'onnx', None), 'export')):
        if owner is not None and hasattr(owner, name):
            setattr(owner, name, refusing('%s.%s' % (owner.__name__, name)))
