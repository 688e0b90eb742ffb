/** The places outside a locked Python that it must not reach. */
export interface Outside {
  /** An absolute path of a file that is there. */
  readonly file: string;
  /** An absolute path of a file that must not come to be. */
  readonly written: string;
  readonly port: number;
}

/**
 * Attempts to get out of a locked Python: each sets `r` where it got out, and raises or is refused where
 * it did not.
 */
export const attempts = ({ file, written, port }: Outside): Readonly<Record<string, string>> => ({
  'import js': `import js\nr = js.process`,
  'import js again': `import sys\nsys.modules.pop('js', None)\nimport js\nr = js.process`,
  'constructor of a proxy': `
import sys
for n in list(sys.modules):
    if n.split('.')[0] in ('pyodide', '_pyodide', '_pyodide_core', 'js', 'pyodide_js'): del sys.modules[n]
from pyodide.ffi import to_js
r = to_js([1]).constructor.constructor('return process.version')()`,
  to_js: `from pyodide.ffi import to_js\nr = to_js([1]).constructor.constructor('return process')()`,
  run_js: `from pyodide.code import run_js\nr = run_js('process.version')`,
  'run_js again': `
import sys
for n in list(sys.modules):
    if sys.modules[n] is None: del sys.modules[n]
from pyodide.code import run_js
r = run_js('process.version')`,
  'the built-in core': `
import sys, importlib.machinery as m
sys.modules.pop('_pyodide_core', None)
core = m.BuiltinImporter.load_module('_pyodide_core')
r = core.to_js([1])`,
  'the core by hand': `
import sys, _imp
from importlib.machinery import ModuleSpec, BuiltinImporter
spec = ModuleSpec('_pyodide_core', BuiltinImporter, origin='built-in')
core = _imp.create_builtin(spec)
_imp.exec_builtin(core)
r = core.to_js([1]).constructor`,
  'a proxy among all objects': `
import gc
r = [o for o in gc.get_objects() if 'JsProxy' in str(type(o).__mro__)][0].constructor`,
  'a proxy of any kind': `
import gc
found = [o for o in gc.get_objects() if 'Js' in type(o).__name__ and not isinstance(o, type)]
r = [getattr(o, 'constructor') for o in found][0]`,
  'the finder of js': `
import gc
finder = [o for o in gc.get_objects() if type(o).__name__ == 'JsFinder'][0]
r = finder.jsproxies['js'].process`,
  'the finder by its function': `
import gc
register = [o for o in gc.get_objects() if getattr(o, '__name__', '') == 'register_js_module'][0]
finder = register.__closure__ or register.__self__
r = finder.jsproxies['js'].process.version`,
  mountNodeFS: `import pyodide_js\npyodide_js.mountNodeFS('/mnt', '/etc')\nr = open('/mnt/hostname').read()`,
  'js objects of a subclass': `
import gc
classes = [c for c in object.__subclasses__() if 'JsProxy' in c.__name__ or 'JsBuf' in c.__name__]
r = classes[0].__new__(classes[0]).constructor`,
  'os.system': `import os\ncode = os.system('touch ${written}')\nassert code != -1, 'refused'\nr = code`,
  'os.popen': `import os\nr = os.popen('id').read()`,
  subprocess: `import subprocess\nr = subprocess.run(['touch', '${written}'])`,
  fork: `import os\nr = os.fork()`,
  execv: `import os\nos.execv('/bin/sh', ['sh', '-c', 'touch ${written}'])\nr = 1`,
  posix_spawn: `import os\nr = os.posix_spawn('/bin/true', ['true'], {})`,
  kill: `import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\nos.kill(${process.pid}, signal.SIGKILL)\nr = 1`,
  ctypes: `import ctypes\nr = ctypes.CDLL(None).system(b'id')`,
  'ctypes again': `
import sys
for n in ('ctypes', '_ctypes'): sys.modules.pop(n, None)
import ctypes
r = ctypes.CDLL(None).system(b'touch ${written}')
assert r != -1, 'refused'`,
  'a function of JavaScript in the table': `
import sys
for n in ('ctypes', '_ctypes'): sys.modules.pop(n, None)
import ctypes
f = ctypes.CDLL(None).emscripten_run_script
f.argtypes = [ctypes.c_char_p]
f(b'globalThis.gotOut = true')
r = 1`,
  'an address in the table': `
import sys
for n in ('ctypes', '_ctypes'): sys.modules.pop(n, None)
import ctypes
for address in range(1, 40):
    ctypes.CFUNCTYPE(ctypes.c_int)(address)()
    raise SystemExit('called')`,
  dlopen: `
import _imp
from importlib.machinery import ModuleSpec
open('/tmp/x.so', 'wb').write(b'\\0asm\\1\\0\\0\\0')
spec = ModuleSpec('x', None, origin='/tmp/x.so')
r = _imp.create_dynamic(spec)`,
  socket: `
import socket
s = socket.socket()
s.connect(('127.0.0.1', ${port}))
r = s.recv(1)`,
  'socket module of C': `
import _socket
s = _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)
s.connect(('127.0.0.1', ${port}))
r = 1`,
  listen: `import socket\ns = socket.socket()\ns.bind(('127.0.0.1', 0))\ns.listen()\nr = s.getsockname()`,
  'look up': `import socket\nr = socket.getaddrinfo('localhost', 80)`,
  urllib: `import urllib.request\nr = urllib.request.urlopen('http://127.0.0.1:${port}/').read()`,
  'pyodide.http': `import pyodide.http as h\nr = h.open_url('http://127.0.0.1:${port}/').read()`,
  'a file of the disk': `r = open('${file}').read()`,
  'a file of the disk by its descriptor': `
import os
read = [os.read(n, 100) for n in range(3, 60)]
r = read`,
  'a folder of the disk': `import os\nr = os.listdir('${file.slice(0, file.lastIndexOf('/'))}')`,
  'writing to the disk': `
import os
os.makedirs('${written.slice(0, written.lastIndexOf('/'))}', exist_ok=True)
open('${written}', 'w').write('out')
raise OSError('written to memory')`,
  'a device': `import os\nr = os.open('/dev/mem', os.O_RDONLY)`,
  mknod: `import os\nr = os.mknod('/tmp/device', 0o020666, 1)`,
  symlink: `import os\nos.symlink('/proc/self/root${file}', '/tmp/link')\nr = open('/tmp/link').read()`,
  'a thread': `import threading\nt = threading.Thread(target=print)\nt.start()\nr = 1`,
  multiprocessing: `import multiprocessing\nr = multiprocessing.Process(target=print).start()`,
  'a variable of the host': `import os\nr = os.environ['SKIPSCOPE_SECRET']`,
  'the event loop of JavaScript': `
import sys
for n in list(sys.modules):
    if sys.modules[n] is None: del sys.modules[n]
import asyncio
from pyodide.webloop import WebLoop
WebLoop().call_later(0, print)
r = 1`,
  'ending the process': `import os\nos._exit(3)\nr = 1`,
  aborting: `import os\nos.abort()\nr = 1`,
  faulthandler: `import faulthandler\nfaulthandler._sigsegv()\nr = 1`,
  input: `r = input()`,
  terminal: `import os\nr = os.get_terminal_size()`,
});
