"""A stand-in for PyYAML: mappings, sequences, flow collections and scalars of YAML 1.1; anchors and tags are refused."""
from .reader import YAMLError, read

__version__ = '6.0.3'
__all__ = ['FullLoader', 'Loader', 'SafeLoader', 'UnsafeLoader', 'YAMLError', 'dump', 'full_load', 'load', 'safe_dump', 'safe_load', 'safe_load_all']


class SafeLoader:
    """Every loader is the safe one."""


FullLoader = Loader = UnsafeLoader = CSafeLoader = CLoader = SafeLoader


def load(stream, Loader=SafeLoader):
    return read(stream if isinstance(stream, str) else stream.decode('utf-8') if isinstance(stream, bytes) else stream.read())


safe_load = full_load = unsafe_load = load


def safe_load_all(stream):
    text = stream if isinstance(stream, str) else stream.read()
    for part in ('\n' + text).split('\n---'):
        if part.strip():
            yield read(part)


load_all = safe_load_all


def dump(data, stream=None, **keywords):
    import json
    text = json.dumps(data, default=str) + '\n'
    return text if stream is None else stream.write(text)


safe_dump = dump
