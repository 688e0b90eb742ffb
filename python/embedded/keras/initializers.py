"""`keras.initializers`."""
from ._core.parts import Part as Initializer, defined, getter

_SCALED = 'seed=None'
_classes, _texts = defined('keras.initializers', {
    'Zeros': '', 'Ones': '', 'Constant': 'value=0.0', 'RandomNormal': 'mean=0.0, stddev=0.05, seed=None',
    'RandomUniform': 'minval=-0.05, maxval=0.05, seed=None', 'TruncatedNormal': 'mean=0.0, stddev=0.05, seed=None',
    'VarianceScaling': "scale=1.0, mode='fan_in', distribution='truncated_normal', seed=None", 'Orthogonal': 'gain=1.0, seed=None',
    'Identity': 'gain=1.0', 'GlorotUniform': _SCALED, 'GlorotNormal': _SCALED, 'HeUniform': _SCALED, 'HeNormal': _SCALED,
    'LecunUniform': _SCALED, 'LecunNormal': _SCALED,
})
globals().update(_classes)
_texts.update({
    'normal': _classes['RandomNormal'], 'uniform': _classes['RandomUniform'], 'zero': _classes['Zeros'], 'one': _classes['Ones'],
    'OrthogonalInitializer': _classes['Orthogonal'], 'IdentityInitializer': _classes['Identity'],
})
globals().update({_name: _kind for _name, _kind in _texts.items() if _name.islower() and _name.isidentifier()})
constant, zeros, ones, random_normal, random_uniform = (_texts[_name] for _name in 'constant zeros ones random_normal random_uniform'.split())
get = deserialize = getter('initializer', _texts)


def serialize(initializer):
    return get(initializer).part_json()
