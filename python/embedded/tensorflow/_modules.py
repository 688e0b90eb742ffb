"""Parts of TensorFlow that a file with a model names and no model needs, and Keras under TensorFlow's names."""
import sys
import types

from keras._core.named import Named
from keras.ops import unknown_operation

INERT = ('data io config distribute summary train saved_model lite estimator feature_column compat debugging test experimental strings '
         'sparse ragged autograph types version sysconfig errors audio signal lookup profiler tpu logging flags app gfile layers contrib').split()
PREFIXES = ('tensorflow.', 'tensorflow.python.', 'tensorflow.compat.v1.', 'tensorflow.compat.v2.', 'tensorflow.api._v2.')


class Inert(types.ModuleType):
    """Whatever is asked of it is there and does nothing, but for a function that a tensor of a graph reaches."""
    __path__ = ()

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        if name in ('v1', 'v2'):
            return sys.modules['tensorflow']
        if name[:1].isupper():
            made = type(name, (Anything,), {})
        elif name in ('experimental', 'threading', 'optimizer', 'mixed_precision', 'logging', 'cluster_resolver'):
            made = Inert('%s.%s' % (self.__name__, name))
        else:
            made = unknown_operation('%s.%s' % (self.__name__.replace('tensorflow', 'tf'), name))
        setattr(self, name, made)
        return made


class Anything(Named):
    """An object whose methods do nothing and give it back."""
    AUTOTUNE = -1

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        return lambda *arguments, **keywords: self

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False

    def __iter__(self):
        return iter(())

    @classmethod
    def from_tensor_slices(cls, *arguments, **keywords):
        return cls()

    list_files = from_generator = range = zip = from_tensors = from_tensor_slices


def modules(name):
    made = {}
    for part in INERT:
        made[part] = Inert('%s.%s' % (name, part))
        sys.modules['%s.%s' % (name, part)] = made[part]
    made['data'].AUTOTUNE = made['data'].experimental.AUTOTUNE = -1
    return made


def alias():
    """`tensorflow.keras.layers` and the other ways that lead to Keras."""
    for name, module in list(sys.modules.items()):
        if name == 'keras' or name.startswith('keras.') and not name.startswith('keras._'):
            for prefix in PREFIXES:
                sys.modules[prefix + name] = module
    for prefix in ('tensorflow.python', 'tensorflow.compat.v1', 'tensorflow.compat.v2', 'tensorflow.api', 'tensorflow.api._v2'):
        if prefix not in sys.modules:
            sys.modules[prefix] = Inert(prefix)
    for version in ('v1', 'v2'):
        sys.modules['tensorflow.compat.' + version].__dict__.update(keras=sys.modules['keras'])
