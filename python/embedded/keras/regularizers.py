"""`keras.regularizers`."""
from ._core.parts import Part as Regularizer, defined, getter

_classes, _texts = defined('keras.regularizers', {
    'L1L2': 'l1=0.0, l2=0.0', 'L1': 'l1=0.01', 'L2': 'l2=0.01', 'OrthogonalRegularizer': "factor=0.01, mode='rows'",
})
globals().update(_classes)
L1, L2, L1L2 = _classes['L1'], _classes['L2'], _classes['L1L2']
_texts['l1_l2'] = L1L2


def l1(l1=0.01, **keywords):
    return L1(keywords.get('l', l1))


def l2(l2=0.01, **keywords):
    return L2(keywords.get('l', l2))


def l1_l2(l1=0.01, l2=0.01):
    return L1L2(l1, l2)


get = deserialize = getter('regularizer', _texts)


def serialize(regularizer):
    return get(regularizer).part_json()
