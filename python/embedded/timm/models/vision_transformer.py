"""`timm.models.vision_transformer`: what models of others take from it."""
from ..layers import DropPath, LayerScale, Mlp, PatchEmbed, trunc_normal_

__all__ = ['DropPath', 'LayerScale', 'Mlp', 'PatchEmbed', '_cfg', 'trunc_normal_']


def _cfg(url='', **kwargs):
    return {'url': url, 'num_classes': 1000, 'input_size': (3, 224, 224), **kwargs}
