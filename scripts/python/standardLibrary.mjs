// The part of Python's standard library that is shipped: everything but what no definition of a model imports.

/** Packages and modules that are left out, by the start of their path in `python_stdlib.zip`. */
const leftOut = [
  // Text encodings beyond those that files of source are written in.
  'encodings/',
  // Tests, documentation, debuggers and profilers.
  ...[
    'unittest/',
    'doctest.py',
    'pydoc.py',
    'pydoc_data/',
    'pdb.py',
    'bdb.py',
    'cmd.py',
    'trace.py',
  ],
  ...['profile.py', 'cProfile.py', 'profiling/', 'pstats.py', 'timeit.py', 'tabnanny.py'],
  ...[
    '_pyrepl/',
    'rlcompleter.py',
    'pyclbr.py',
    'symtable.py',
    'modulefinder.py',
    'pickletools.py',
  ],
  ...['compileall.py', 'zipapp.py', 'this.py', 'antigravity.py', '__hello__', '__phello__/'],
  // Modules that need processes, terminals or a network.
  ...[
    'multiprocessing/',
    'ctypes/',
    'sqlite3/',
    'xmlrpc/',
    'wsgiref/',
    'http/server.py',
    'pty.py',
    'tty.py',
  ],
  ...['imaplib.py', 'smtplib.py', 'poplib.py', 'ftplib.py', 'mailbox.py', 'webbrowser.py'],
  ...['getpass.py', 'netrc.py', 'curses/', 'html/parser.py', '_markupbase.py'],
  // Formats that no definition reads.
  ...['xml/sax/', 'xml/dom/', 'plistlib.py', 'wave.py', 'stringprep.py', 'nturl2path.py'],
  ...['zoneinfo/', 'sched.py'],
  // Fallbacks in Python of modules that are there in C.
  ...['_pyio.py', '_pydatetime.py', '_py_abc.py'],
];

/** Parts of a package that is left out otherwise. */
const kept = [
  ...[
    '__init__',
    'aliases',
    'ascii',
    'latin_1',
    'utf_8',
    'utf_8_sig',
    'utf_16',
    'utf_16_le',
    'utf_16_be',
  ],
  ...[
    'utf_32',
    'utf_32_le',
    'utf_32_be',
    'cp437',
    'cp1252',
    'raw_unicode_escape',
    'unicode_escape',
  ],
].map((name) => `encodings/${name}.py`);

/** Tells whether a file of the standard library is shipped. */
export const isShipped = (name) =>
  !name.endsWith('/') && (kept.includes(name) || !leftOut.some((start) => name.startsWith(start)));
