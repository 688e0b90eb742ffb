"""Places of the syntax as positions of the recording."""
from .names import SCOPES


def utf16_column(line, byte):
    """The 1-based column in UTF-16 code units of a byte offset in a line."""
    return len(line.encode('utf-8')[:byte].decode('utf-8', 'replace').encode('utf-16-le')) // 2 + 1


def position_of(positions, place):
    """`(source, node, around)` as a position: where the node starts, to its end where that is on the same line."""
    source, node, around = place
    lines = source.text.split('\n')
    line = lines[node.lineno - 1] if node.lineno <= len(lines) else ''
    end = utf16_column(line, node.end_col_offset) if node.end_lineno == node.lineno else utf16_column(line, len(line.encode('utf-8')))
    inside = [one.name for one in around if isinstance(one, SCOPES) and hasattr(one, 'name')]
    return [number_of(positions, source.path), node.lineno, utf16_column(line, node.col_offset), end, '.'.join(inside) or '<module>']


def number_of(positions, path):
    """The number of a file in the recording; it gets one if it has none."""
    known = positions._file_numbers.get(path)
    return positions._number(path) if known is None else known


def line_position(positions, path, line):
    return [number_of(positions, path), line, 0, 0, '<module>']
