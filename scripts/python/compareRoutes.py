"""
Records every definition of folders over the stand-in and over real torch, and compares: operations, shapes, edges and parameters.

    python scripts/python/compareRoutes.py FOLDER…     (a Python that has torch)

Prints for each folder how many definitions both routes build and how many of those are alike, how many of its classes either route builds, then the
first difference of every other one and those that one route alone builds. `--list` prints the classes that neither builds.
`--only TEXT` keeps sites whose place holds the text, `--seconds N` bounds the processor time of each (default 20),
`--packages FOLDER` gives the embedded route a folder of packages in source.
"""
import argparse
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(HERE, 'scripts'))
import surveyPython as survey  # noqa: E402


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('folders', nargs='+')
    parser.add_argument('--only', default='')
    parser.add_argument('--seconds', type=int, default=20)
    parser.add_argument('--list', action='store_true')
    parser.add_argument('--packages', action='append', default=[])
    parser.add_argument('--route', choices=('embedded', 'interpreter'))
    options = parser.parse_args()
    if options.route:
        record_all(options)
    else:
        compare(options)


def compare(options):
    packages = [part for folder in options.packages for part in ('--packages', folder)]
    rest = [*options.folders, *packages, '--only', options.only, '--seconds', str(options.seconds)]
    told = [lines_of([*rest, '--route', route]) for route in ('embedded', 'interpreter')]
    known = {(one['folder'], one['site']): one for one in told[1]}
    for folder in options.folders:
        pairs = [(one, known[folder, one['site']]) for one in told[0] if one['folder'] == folder and (folder, one['site']) in known]
        both = [(one, other) for one, other in pairs if 'nodes' in one and 'nodes' in other]
        differ = [(one['site'], difference(one, other)) for one, other in both]
        differ = [(site, what) for site, what in differ if what]
        single = [(one['site'], one.get('failure', 'built'), other.get('failure', 'built')) for one, other in pairs
                  if ('nodes' in one) != ('nodes' in other)]
        print('%s: %d definitions, %d on both routes, %d alike' % (folder, len(pairs), len(both), len(both) - len(differ)))
        report_classes([(one, other) for one, other in pairs if one['kind'] == 'class'], options.list)
        for site, what in differ:
            print('  %s: %s' % (site, what))
        for site, here, there in single:
            print('  %s: embedded %s, interpreter %s' % (site, here, there))
        sys.stdout.flush()


def report_classes(pairs, is_listed):
    built = [('nodes' in one, 'nodes' in other) for one, other in pairs]
    either = sum(map(any, built))
    print('  classes: %d, embedded %d, with torch %d, either %d (%d %%)' % (
        len(pairs), sum(one for one, _ in built), sum(other for _, other in built), either, 100 * either // max(len(pairs), 1)))
    if is_listed:
        for one, other in pairs:
            if 'nodes' not in one and 'nodes' not in other:
                print('  %s: embedded %s, interpreter %s' % (one['site'], one['failure'], other['failure']))


def lines_of(options):
    alone = ['-S'] if options[-1] == 'embedded' else []
    run = subprocess.run([sys.executable, '-B', *alone, __file__, *options], stdout=subprocess.PIPE, encoding='utf-8')
    return [json.loads(line) for line in run.stdout.splitlines()]


def difference(one, other):
    """The first thing in which two recordings differ; empty if nothing does."""
    for at, (here, there) in enumerate(zip(one['nodes'], other['nodes'])):
        if here != there:
            return 'operation %d: %s, with torch %s' % (at, here, there)
    for what in ('nodes', 'parameters', 'outputs'):
        here, there = one[what], other[what]
        if here != there:
            single = [each for each in here + there if here.count(each) != there.count(each)]
            return '%d %s, with torch %d: %s' % (len(here), what, len(there), single[:2])
    return ''


def record_all(options):
    """One line of JSON for each definition."""
    out = os.fdopen(os.dup(1), 'w', encoding='utf-8')
    os.dup2(2, 1)
    record = recorder(options)
    for folder in options.folders:
        for path, text in survey.sources(folder):
            try:
                sites = list(survey.sites_of(text))
            except SyntaxError:
                continue
            for site, kind, _ in sites:
                place = '%s:%s' % (path, site)
                if options.only in place:
                    told = record({'root': os.path.abspath(folder), 'file': path, 'text': text, 'site': site, 'arguments': {}})
                    out.write(json.dumps({'folder': folder, 'site': place, 'kind': kind, **told_of(told)}) + '\n')
                    out.flush()


def recorder(options):
    sys.path.insert(0, os.path.join(HERE, 'python'))
    sys.setrecursionlimit(4000)
    if options.route == 'embedded':
        embedded = os.path.join(HERE, 'python', 'embedded')
        sys.path.insert(0, embedded)
        survey.load(sorted(name.partition('.')[0] for name in os.listdir(embedded)))
        return lambda request: survey.recorded({**request, 'packages': options.packages}, options.seconds)[0]
    # As the helper's own process has it.
    os.environ.setdefault('PYTORCH_JIT', '0')
    from skipscope.interpreter.helper import Helper
    helper = Helper()
    helper.ready()
    survey.load(('numpy', 'einops', 'mmcv.cnn.bricks.transformer'))

    def locked(request):
        helper.lock()
        return helper.prepared.record(request)
    return lambda request: survey.bounded(lambda: locked(request), options.seconds)[0]


def told_of(answer):
    if 'keras' in answer:
        return {'failure': 'written in Keras, compared elsewhere'}
    if 'recording' not in answer:
        failure = answer['failure']
        return {'failure': '%s %s' % (failure['code'], str(failure.get('values', ''))[:200])}
    recording = answer['recording']
    return {
        'nodes': [[node['op'], [edge(entry) for entry in node['inputs']], [output['shape'] for output in node['outputs']]]
                  for node in recording['nodes']],
        'parameters': [[one['name'], one['shape']] for one in recording['parameters']],
        'outputs': [[one['path'], one['value']] for one in recording['outputs']]}


def edge(entry):
    from skipscope.recording.fingerprint import edge as told
    return told(entry)


main()
