"""Block collections by their indentation."""
import re

from .scalars import YAMLError, flow, quoted

__all__ = ['YAMLError', 'read']
KEY = re.compile(r'''([^\s\[\]{}"'#&*!|>][^#]*?|"[^"]*"|'[^']*')\s*:(?=\s|$)''')


def read(text):
    """The value of one document."""
    lines = [(len(line) - len(line.lstrip(' ')), stripped(line)) for line in text.split('\n')]
    lines = [(depth, line) for depth, line in lines if line and not line.startswith(('---', '...', '%'))]
    if not lines:
        return None
    value, at = block(lines, 0, lines[0][0])
    if at != len(lines):
        raise YAMLError('an indentation that does not fit: ' + lines[at][1])
    return value


def stripped(line):
    """Without its comment."""
    quote = ''
    for at, letter in enumerate(line):
        if quote:
            quote = '' if letter == quote else quote
        elif letter in '"\'':
            quote = letter
        elif letter == '#' and (at == 0 or line[at - 1] in ' \t'):
            return line[:at].strip()
    return line.strip()


def block(lines, at, depth):
    if lines[at][1].startswith('- ') or lines[at][1] == '-':
        return items(lines, at, depth)
    if KEY.match(lines[at][1]):
        return pairs(lines, at, depth)
    return whole(lines, at)


def whole(lines, at):
    """A scalar or a flow collection, which may go over several lines."""
    text = lines[at][1]
    at += 1
    while open_ended(text) and at < len(lines):
        text += ' ' + lines[at][1]
        at += 1
    return flow(text)[0], at


def open_ended(text):
    return text.count('[') > text.count(']') or text.count('{') > text.count('}')


def items(lines, at, depth):
    told = []
    while at < len(lines) and lines[at][0] == depth and (lines[at][1].startswith('- ') or lines[at][1] == '-'):
        rest = lines[at][1][1:].lstrip()
        if not rest:
            value, at = below(lines, at + 1, depth)
        elif KEY.match(rest) or rest.startswith('- '):
            inner = depth + len(lines[at][1]) - len(rest)
            lines[at] = (inner, rest)
            value, at = block(lines, at, inner)
        else:
            lines[at] = (depth, rest)
            value, at = whole(lines, at)
        told.append(value)
    return told, at


def below(lines, at, depth, or_items=False):
    if at < len(lines) and (lines[at][0] > depth or or_items and lines[at][0] == depth and lines[at][1].startswith('-')):
        return block(lines, at, lines[at][0])
    return None, at


def pairs(lines, at, depth):
    told = {}
    while at < len(lines) and lines[at][0] == depth:
        found = KEY.match(lines[at][1])
        if found is None:
            break
        key = quoted(found.group(1), 0)[0] if found.group(1)[0] in '"\'' else flow(found.group(1))[0]
        rest = lines[at][1][found.end():].strip()
        if rest in ('|', '>', '|-', '>-'):
            told[key], at = text_below(lines, at + 1, depth, rest)
        elif rest:
            lines[at] = (depth, rest)
            told[key], at = whole(lines, at)
        else:
            told[key], at = below(lines, at + 1, depth, True)
    return told, at


def text_below(lines, at, depth, style):
    told = []
    while at < len(lines) and lines[at][0] > depth:
        told.append(lines[at][1])
        at += 1
    text = ('\n' if style[0] == '|' else ' ').join(told)
    return text if style.endswith('-') else text + '\n', at
