"""
Records every model class and factory of folders, with no configuration: `npm run survey:python -- FOLDER…`.

Prints for each folder how many classes and functions are found and built, how many of the roots and functions whose arguments something tells,
and the reasons of those that aren't, most frequent first. `--torch FOLDER` names the folder of the torch to run over (default: the stand-in), `--list` prints
every site that fails, `--seconds N` bounds the processor time of each (default 20), `--only TEXT` keeps sites whose path holds the text, `--packages FOLDER` gives a
folder of packages in source, as an environment of the user's own has them.
"""
import argparse
import collections
import importlib
import json
import os
import re
import signal
import sys
import time

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LEFT_OUT = re.compile(r'(^|/)(tests?|testing|\.github|docs?|benchmarks?|tools|demo|node_modules)/|(^|/)(setup|conftest|hubconf)\.py$')
MENTIONS = re.compile(r'\b(?:torch|keras|tensorflow)\b|\bnn\.Module\b|LightningModule')


def sources(folder):
    """(path, text) of Python files and notebooks, the cells of a notebook joined."""
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith('.'))
        for name in sorted(names):
            path = os.path.join(base, name)
            relative = os.path.relpath(path, folder).replace(os.sep, '/')
            if LEFT_OUT.search(relative) or not name.endswith(('.py', '.ipynb')):
                continue
            text = read(path)
            if text and MENTIONS.search(text):
                yield relative, text


def read(path):
    try:
        with open(path, encoding='utf-8', errors='replace') as file:
            text = file.read()
        return cells(json.loads(text)) if path.endswith('.ipynb') else text
    except (OSError, ValueError):
        return ''


def cells(notebook):
    found = notebook.get('cells') or [cell for sheet in notebook.get('worksheets', []) for cell in sheet.get('cells', [])]
    code = [''.join(cell.get('source', cell.get('input', ''))) for cell in found if cell.get('cell_type') == 'code']
    lines = '\n'.join('' if cell.startswith('%%') else cell for cell in code).split('\n')
    return '\n'.join(re.sub(r'^(\s*)[%!?].*', r'\1pass', line) for line in lines)


def sites_of(text):
    """(name, kind, is used in another) of what detection would find."""
    import ast
    from skipscope.driver import sites
    tree = ast.parse(text)
    classes = sites.module_classes(tree)
    found = [one for one in sites.all_sites(tree) if sites.looks_like_model(one, classes) and one.kind in ('class', 'function')]
    runs = running_classes(tree)
    counts = collections.Counter()
    for one in found:
        counts[one.name] += 1
        if one.kind == 'class' and one.name not in runs or one.name.startswith(('test', '_')) and one.kind == 'function':
            continue
        if one.kind == 'function' and (len(one.around) > 1 or not returns_value(one.node)):
            continue
        name = one.name if counts[one.name] == 1 else '%s~%d' % (one.name, counts[one.name])
        inside = any(isinstance(part, ast.Name) and part.id == one.name for other in found if other is not one for part in ast.walk(other.node))
        yield name, one.kind, inside


def returns_value(node):
    """Tell whether a function gives something; a function within it may give something else."""
    import ast
    inner = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
    left = list(node.body)
    while left:
        part = left.pop()
        if isinstance(part, ast.Return) and part.value is not None:
            return True
        left += [] if isinstance(part, inner) else ast.iter_child_nodes(part)
    return False


def running_classes(tree):
    """The classes with a `forward` or `call`, their own or that of a class of the file."""
    import ast
    classes = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    runs = {name for name, node in classes.items() if any(isinstance(one, ast.FunctionDef) and one.name in ('forward', 'call') for one in node.body)}
    for _ in range(4):
        runs |= {name for name, node in classes.items() if any(getattr(base, 'id', '') in runs for base in node.bases)}
    library = {name for name, node in classes.items() if any(getattr(base, 'attr', '') not in ('', 'Module') for base in node.bases)}
    return runs | library


def load(names):
    """Import what definitions import, once for all their processes; whatever is missing is missing there, too."""
    for name in names:
        try:
            importlib.import_module(name)
        except Exception:
            continue


def recorded(request, seconds):
    """(answer, seconds) of the driver."""
    from skipscope.driver.record import record
    return bounded(lambda: record(request), seconds)


def bounded(run, seconds):
    """(answer, seconds) of a run in a process of its own, as the product has it, that ends after so much processor time."""
    began = time.time()
    reader, writer = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        signal.setitimer(signal.ITIMER_PROF, seconds)
        signal.setitimer(signal.ITIMER_REAL, 4 * seconds)
        send(writer, json.dumps(told_of_run(run)).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, 'rb') as file:
        text = file.read()
    _, status = os.waitpid(child, 0)
    answer = json.loads(text) if status == 0 else {'failure': {'code': 'deadline', 'values': {}}}
    return answer, time.time() - began


def send(writer, text):
    while text:
        text = text[os.write(writer, text):]


def told_of_run(run):
    try:
        return run()
    except BaseException as error:
        import traceback
        last = traceback.extract_tb(error.__traceback__)[-1]
        return {'failure': {'code': 'DRIVER', 'values': {'text': '%r %s:%d' % (error, os.path.basename(last.filename), last.lineno)}}}


def reason(failure):
    values = failure['values']
    told = ' '.join(str(value) for value in values.values())
    short = {'argument': values.get('name'), 'package': values.get('package'), 'raised': values.get('kind')}.get(failure['code'], '')
    at = failure.get('at')
    place = ' (%s:%d)' % (failure.get('file'), at[1]) if at else ''
    return failure['code'] + (' ' + str(short) if short else ''), told + place


def survey(folder, options):
    counts = collections.Counter()
    reasons = collections.Counter()
    began = time.time()
    for path, text in sources(folder):
        if options.only and options.only.partition(':')[0] not in path:
            continue
        try:
            found = list(sites_of(text))
        except (SyntaxError, ValueError):
            counts['unreadable'] += 1
            continue
        for name, kind, inside in found:
            if options.only and ':' in options.only and not (path + ':' + name).endswith(options.only):
                continue
            request = {'root': os.path.abspath(folder), 'file': path, 'text': text, 'site': name, 'arguments': {}, 'packages': options.packages}
            answer, took = recorded(request, options.seconds)
            told(counts, reasons, (path, name, kind, inside), (answer, took), options)
    report(folder, counts, reasons, time.time() - began)
    return counts, reasons


def told(counts, reasons, site, outcome, options):
    path, name, kind, inside = site
    answer, took = outcome
    group = 'class' if kind == 'class' else 'function'
    groups = [group] + (['root'] if group == 'class' and not inside else [])
    recording = answer.get('recording') or answer.get('keras')
    built = recording is not None
    for one in groups:
        counts[one] += 1
        counts[one + ' built'] += built
    if group == 'function' or not inside:
        evident = built or not reason(answer['failure'])[0].startswith('argument')
        counts['evident'] += evident
        counts['evident built'] += built
    guessed = built and any(one['origin']['from'] == 'name' for one in recording['arguments'])
    counts['guessed'] += guessed
    if not built:
        short, long = reason(answer['failure'])
        if kind == 'class':
            reasons[short] += 1
        if options.list:
            print('  %-9s %s:%s  %s: %s  [%.1f s]' % (group, path, name, short, long[:230].replace('\n', ' '), took), flush=True)
    elif options.list and took > 5:
        print('  slow      %s:%s  [%.1f s]' % (path, name, took), flush=True)


def report(name, counts, reasons, took):
    def share(group):
        return '%d/%d' % (counts[group + ' built'], counts[group])
    common = ', '.join('%s %d' % pair for pair in reasons.most_common(8))
    print('%-34s classes %s  roots %s  functions %s  with evidence %s  guessed %d  [%d s]  %s' % (
        os.path.basename(os.path.normpath(name)), share('class'), share('root'), share('function'), share('evident'), counts['guessed'], took, common),
        flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('folders', nargs='+')
    parser.add_argument('--torch', default=os.path.join(HERE, 'python', 'embedded'))
    parser.add_argument('--list', action='store_true')
    parser.add_argument('--seconds', type=float, default=20)
    parser.add_argument('--only', default='')
    parser.add_argument('--packages', action='append', default=[])
    options = parser.parse_args()
    sys.path[:0] = [os.path.join(HERE, 'python'), options.torch]
    sys.dont_write_bytecode = True
    sys.setrecursionlimit(4000)
    load(sorted(name.partition('.')[0] for name in os.listdir(options.torch)))
    counts, reasons = collections.Counter(), collections.Counter()
    began = time.time()
    for folder in options.folders:
        more, why = survey(folder, options)
        counts.update(more)
        reasons.update(why)
    if len(options.folders) > 1:
        report('TOTAL', counts, reasons, time.time() - began)


if __name__ == '__main__':
    main()
