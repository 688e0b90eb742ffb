"""Scalars and flow collections (`[1, {a: b}]`)."""
import re

WORDS = {'true': True, 'yes': True, 'on': True, 'false': False, 'no': False, 'off': False, 'null': None, '~': None, '': None}
WHOLE = re.compile(r'[-+]?(0|[1-9][0-9_]*)$')
REAL = re.compile(r'[-+]?([0-9][0-9_]*\.[0-9_]*|\.[0-9]+)([eE][-+][0-9]+)?$')
QUOTED = {'n': '\n', 't': '\t', '"': '"', '\\': '\\', '0': '\0', '/': '/'}


class YAMLError(ValueError):
    """Text that is no YAML, or YAML that is not read here."""


def scalar(text):
    """The value of a plain scalar as YAML 1.1 resolves it."""
    if text.lower() in WORDS and (text.islower() or text.istitle() or text.isupper() or not text.isalpha()):
        return WORDS[text.lower()]
    if WHOLE.match(text):
        return int(text.replace('_', ''))
    if REAL.match(text):
        return float(text.replace('_', ''))
    if re.match(r'[-+]?\.inf$', text, re.I):
        return float('-inf' if text[0] == '-' else 'inf')
    if re.match(r'0x[0-9a-fA-F]+$', text):
        return int(text, 16)
    if text[:1] in '&*!|>%@`':
        raise YAMLError('not read here: ' + text)
    return text


def flow(text, at=0, inside=''):
    """(value, the place behind it) of what starts at a place; `inside` are the letters that end a plain scalar."""
    at = blank(text, at)
    letter = text[at:at + 1]
    if letter == '[':
        return sequence(text, at + 1)
    if letter == '{':
        return mapping(text, at + 1)
    if letter in ('"', "'") and letter:
        return quoted(text, at)
    end = at
    while end < len(text) and text[end] not in inside and text[end:end + 2] != ' #' and not (inside and text[end:end + 2] in (': ', ':')):
        end += 1
    return scalar(text[at:end].strip()), end


def blank(text, at):
    while at < len(text) and text[at] in ' \n\t':
        at += 1
    return at


def quoted(text, at):
    quote, told, end = text[at], [], at + 1
    while end < len(text):
        if text[end] == quote:
            if quote == "'" and text[end:end + 2] == "''":
                told.append("'")
                end += 2
                continue
            return ''.join(told), end + 1
        if quote == '"' and text[end] == '\\':
            told.append(QUOTED.get(text[end + 1:end + 2], text[end + 1:end + 2]))
            end += 2
            continue
        told.append(text[end])
        end += 1
    raise YAMLError('a quotation that does not end')


def sequence(text, at):
    told = []
    while True:
        at = blank(text, at)
        if text[at:at + 1] == ']':
            return told, at + 1
        if at >= len(text):
            raise YAMLError('a list that does not end')
        value, at = flow(text, at, ',]}')
        told.append(value)
        at = blank(text, at)
        if text[at:at + 1] == ',':
            at += 1


def mapping(text, at):
    told = {}
    while True:
        at = blank(text, at)
        if text[at:at + 1] == '}':
            return told, at + 1
        if at >= len(text):
            raise YAMLError('a mapping that does not end')
        key, at = flow(text, at, ',:}')
        at = blank(text, at)
        value = None
        if text[at:at + 1] == ':':
            value, at = flow(text, at + 1, ',]}')
            at = blank(text, at)
        told[key] = value
        if text[at:at + 1] == ',':
            at += 1
