"""Values as the text of an argument."""
import inspect

LONGEST = 200


def shown(value):
    """A value as a line of Python, short; a class or function by its name."""
    if isinstance(value, type) or inspect.isroutine(value):
        return getattr(value, '__name__', repr(value))
    if isinstance(value, dict):
        text = '{%s}' % ', '.join('%r: %s' % (key, shown(entry)) for key, entry in list(value.items())[:20])
    elif isinstance(value, list):
        text = '[%s]' % ', '.join(shown(entry) for entry in value[:50])
    elif isinstance(value, tuple) and not hasattr(value, '_fields'):
        text = '(%s)' % (', '.join(shown(entry) for entry in value[:50]) + (',' if len(value) == 1 else ''))
    elif hasattr(value, '_modules'):
        text = type(value).__name__ + '(…)'
    else:
        try:
            text = repr(value)
        except Exception:
            text = type(value).__name__
    return text if len(text) <= LONGEST else text[:LONGEST - 1] + '…'
