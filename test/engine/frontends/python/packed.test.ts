import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { homeOf } from '../../../../src/engine/frontends/python/embedded/home';
import {
  startPython,
  type EmbeddedPython,
} from '../../../../src/engine/frontends/python/embedded/pyodide';
import { attempt } from '../../../support/python/lockedAttempts';

const dist = fileURLToPath(new URL('../../../../dist', import.meta.url));
const packed = path.join(dist, 'pyodide');

/** Modules of the standard library that definitions of public repositories import. */
const modules =
  `__future__ abc argparse array ast asyncio base64 bisect builtins bz2 calendar cmath codecs
  collections collections.abc colorsys concurrent.futures configparser contextlib contextvars copy copyreg csv
  dataclasses datetime decimal difflib dis email enum errno fnmatch fractions functools gc getopt glob gzip
  hashlib heapq hmac html http.client importlib importlib.metadata importlib.resources importlib.util inspect io
  itertools json keyword linecache locale logging logging.config logging.handlers math mimetypes numbers operator
  optparse os os.path pathlib pickle pkgutil platform pprint queue random re reprlib runpy secrets select
  shelve shlex shutil signal site socket stat statistics string struct subprocess sys sysconfig tarfile
  tempfile textwrap threading time token tokenize tomllib traceback types typing unicodedata urllib.parse
  urllib.request uuid warnings weakref xml.etree.ElementTree zipfile zlib`.split(/\s+/);

describe('the packed Python', () => {
  let python: EmbeddedPython;
  beforeAll(async () => {
    const home = homeOf(packed, Object.entries(unzipSync(readFileSync(`${dist}/python.zip`))));
    python = await startPython({ home, memoryBytes: 1 << 29, print: () => undefined });
  });

  it('has every module that definitions import', () => {
    const code = `
import importlib
missing = {}
for name in ${JSON.stringify(modules)}:
    try:
        importlib.import_module(name)
    except Exception as error:
        missing[name] = str(error)
r = missing`;
    expect(attempt(python, code)).toBe('got out: {}');
    expect(python.lock.refused).toBeUndefined();
  });

  it('reads and writes text in the encodings of source files', () => {
    const code = `
names = ('utf-8', 'utf-8-sig', 'utf-16', 'utf-32', 'latin-1', 'ascii', 'cp1252')
r = [('a' if name == 'ascii' else 'ä').encode(name).decode(name) for name in names].count('ä')`;
    expect(attempt(python, code)).toBe('got out: 6');
  });

  it('shows the source line of an error in the standard library or none, and never fails over it', () => {
    const code = `
import json, traceback
try:
    json.loads('{')
except ValueError as error:
    r = 'JSONDecodeError' in ''.join(traceback.format_exception(error))`;
    expect(attempt(python, code)).toBe('got out: True');
  });

  it('ships its licence notice, and leaves out what no definition imports', () => {
    expect(readFileSync(`${packed}/NOTICE.txt`, 'utf8')).toMatch(/Mozilla Public License/);
    const files = Object.keys(unzipSync(readFileSync(`${packed}/python_stdlib.zip`)));
    expect(files.some((name) => name.startsWith('multiprocessing/'))).toBe(false);
    expect(files).toContain('json/__init__.pyc');
  });
});
