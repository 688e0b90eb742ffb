"""Positions in the user's files: frames are noted while the code runs and read when the recording is written."""
import os
import re
import sys

LIMIT = 12
# An environment may lie in the workspace.
INSTALLED = re.compile(r'[/\\](?:site|dist)-packages[/\\]')
OWN = tuple(os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), *up)) + os.sep
            for up in (('..',), ('..', '..', 'embedded')))


class Positions:
    """
    The files of one recording. `root` is the workspace's folder; frames of files outside it are left out.
    `texts` holds the text of files that are not on the disk as they run, by their paths.
    """

    def __init__(self, root, texts=None):
        self.root = os.path.join(os.path.normpath(os.path.abspath(root)), '')
        self.texts = dict(texts or {})
        self.files = []
        self._file_numbers = {}
        self._positions = {}
        self._tables = {}
        self._lines = {}

    def frames(self, frame, limit=LIMIT):
        """Note the user's frames from `frame` on, innermost first: (code, instruction, line)."""
        noted = []
        files = self._file_numbers
        while frame is not None and len(noted) < limit:
            code = frame.f_code
            name = code.co_filename
            number = files[name] if name in files else self._number(name)
            if number is not None:
                noted.append((code, frame.f_lasti, frame.f_lineno))
            frame = frame.f_back
        return noted

    def number_of(self, name):
        """The place of a file among the user's; None for one that is not theirs."""
        return self._file_numbers[name] if name in self._file_numbers else self._number(name)

    def _number(self, name):
        number = None
        path = os.path.normpath(os.path.abspath(name)) if not name.startswith('<') else name
        if path.startswith(self.root) and not path.startswith(OWN) and not INSTALLED.search(path):
            number = len(self.files)
            self.files.append(path[len(self.root):].replace(os.sep, '/'))
        self._file_numbers[name] = number
        return number

    def read(self, noted):
        """The noted frames as positions of the schema."""
        return [self._position(*frame) for frame in noted]

    def _position(self, code, instruction, line):
        key = (code, instruction, line)
        if key not in self._positions:
            start, end = 0, 0
            table = self._table(code)
            if table is not None and 0 <= instruction // 2 < len(table):
                first, last, start_byte, end_byte = table[instruction // 2]
                if first is not None and start_byte is not None:
                    line = first
                    start = self._column(code.co_filename, first, start_byte)
                    end = self._column(code.co_filename, first, end_byte if last == first else None)
            function = getattr(code, 'co_qualname', code.co_name).replace('.<locals>', '')
            self._positions[key] = [self._number_of(code), line, start, end, function]
        return self._positions[key]

    def _number_of(self, code):
        return self._file_numbers[code.co_filename]

    def _table(self, code):
        if code not in self._tables:
            read = getattr(code, 'co_positions', None)
            self._tables[code] = None if read is None else list(read())
        return self._tables[code]

    def _column(self, name, line, byte):
        """The 1-based column in UTF-16 code units of a byte offset; of the line's end for None."""
        lines = self._lines_of(name)
        if line > len(lines):
            return 0 if byte is None else byte + 1
        told = lines[line - 1] if byte is None else lines[line - 1][:byte]
        return len(told.decode('utf-8', 'replace').encode('utf-16-le')) // 2 + 1

    def _lines_of(self, name):
        if name not in self._lines:
            text = self.texts.get(name)
            if text is None:
                try:
                    with open(name, encoding='utf-8') as file:
                        text = file.read()
                except (OSError, UnicodeDecodeError):
                    text = ''
            self._lines[name] = [line.encode('utf-8') for line in text.split('\n')]
        return self._lines[name]


def caller(depth=1):
    """The frame of the caller's caller."""
    return sys._getframe(depth + 1)
