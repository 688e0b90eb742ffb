/** The folders of a Python's file system in memory. */
export const folders = {
  packages: '/skipscope/packages',
  environment: '/skipscope/environment',
  workspace: '/workspace',
  request: '/skipscope/request.json',
  answer: '/skipscope/answer.json',
} as const;

/** Imports our packages and the standing-in ones once, so that a snapshot holds them; a broken one is left out. */
export const importPackages = `
import sys, os, json, warnings
# Of how a file of others is written nobody wants to hear here.
warnings.simplefilter('ignore', SyntaxWarning)
sys.path[:0] = ['${folders.packages}', '${folders.packages}/embedded']
sys.dont_write_bytecode = True
def _import(name):
    try:
        __import__(name)
    except Exception:
        pass
for _name in ('argparse', 'ast', 'collections', 'contextlib', 'copy', 'dataclasses', 'enum', 'functools',
              'glob', 'importlib.metadata', 'importlib.util', 'inspect', 'io', 'itertools', 'math', 'operator', 'pdb',
              'random', 're', 'shutil', 'socket', 'subprocess', 'traceback', 'types', 'typing', 'warnings',
              'skipscope.driver.record'):
    _import(_name)
if os.path.isdir('${folders.packages}/embedded'):
    for _name in sorted(os.listdir('${folders.packages}/embedded')):
        _import(_name.removesuffix('.py'))
`;

/** Removes what names JavaScript. The doors are shut without it; with it a model's code gets an ImportError. */
export const forgetJavascript = `
import os, sys
# Random numbers come from a module of Node's that is loaded once, before the process is locked.
os.urandom(1)
_gone = ('js', 'pyodide_js', 'pyodide', '_pyodide', '_pyodide_core', 'ctypes', '_ctypes')
for _name in [_one for _one in sys.modules if _one.split('.')[0] in _gone]:
    sys.modules[_name] = None
for _name in _gone:
    sys.modules[_name] = None
sys.meta_path[:] = [_one for _one in sys.meta_path if 'JsFinder' not in type(_one).__name__ + str(_one)]
`;

/**
 * Answers the request. A stand-in that was imported ahead gives way to a package of the workspace by its
 * name, since that is what the definition's own imports find.
 */
export const answerRequest = `
import json, os, sys
def _answer():
    with open('${folders.request}', encoding='utf-8') as file:
        request = json.load(file)
    root, embedded = request['root'], '${folders.packages}/embedded'
    parts = request['file'].split('/')[:-1]
    near = [root, root + '/src'] + [root + '/' + '/'.join(parts[:i + 1]) for i in range(len(parts))]
    own = {name.split('.')[0] for folder in near if os.path.isdir(folder) for name in os.listdir(folder)
           if name.endswith('.py') or os.path.isdir(folder + '/' + name)}
    standing = {name.split('.')[0] for name in os.listdir(embedded)} if os.path.isdir(embedded) else set()
    for name in list(sys.modules):
        if name.split('.')[0] in own & standing - {'torch'}:
            del sys.modules[name]
    # Folders may have been looked up before they held files.
    sys.path_importer_cache.clear()
    from skipscope.driver.record import record
    return record(request)
def _failed(code, **values):
    return json.dumps({'failure': {'code': code, 'values': values}})
try:
    _text = json.dumps(_answer(), allow_nan=False)
except MemoryError:
    _text = _failed('out-of-memory')
except BaseException as error:
    _text = _failed('raised', kind=type(error).__name__, text=str(error)[:2000])
with open('${folders.answer}', 'w', encoding='utf-8') as file:
    file.write(_text)
`;
