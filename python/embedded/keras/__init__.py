"""
A stand-in for Keras: models are made as in Keras 3, and are shapes and a graph, which is written as the JSON that
Keras writes. Nothing is computed.
"""
import sys as _sys

from . import activations as activations, applications as applications, backend as backend, callbacks as callbacks, config as config
from . import constraints as constraints, datasets as datasets, engine as engine, initializers as initializers, layers as layers, losses as losses
from . import metrics as metrics, mixed_precision as mixed_precision, models as models, ops as ops, optimizers as optimizers
from . import preprocessing as preprocessing, random as random, regularizers as regularizers, saving as saving, utils as utils
from ._core.input import Input as Input, InputLayer as InputLayer
from ._core.layer import Layer as Layer
from ._core.model import Model as Model, Sequential as Sequential
from ._core.operation import Operation as Operation
from ._core.tensor import KerasTensor as KerasTensor, Variable as Variable
from .initializers import Initializer as Initializer
from .losses import Loss as Loss
from .metrics import Metric as Metric
from .optimizers import Optimizer as Optimizer
from .regularizers import Regularizer as Regularizer

__version__ = '3.15.0'
Functional = Model
_aliases = {'keras.engine.topology': engine, 'keras.engine.base_layer': engine, 'keras.layers.core': layers,
            'keras.layers.convolutional': layers, 'keras.layers.pooling': layers, 'keras.layers.merge': layers, 'keras.layers.normalization': layers,
            'keras.layers.recurrent': layers, 'keras.layers.embeddings': layers, 'keras.layers.advanced_activations': layers,
            'keras.layers.wrappers': layers, 'keras.layers.noise': layers, 'keras.layers.experimental': layers,
            'keras.layers.experimental.preprocessing': layers, 'keras.optimizer_v2': optimizers, 'keras.engine.training': engine, 'keras.engine.network': engine, 'keras.engine.sequential': engine, 'keras.models.functional': engine,
            'keras.engine.input_layer': engine, 'keras.engine.functional': engine, 'keras.legacy': layers, 'keras.src': layers}
for _name, _module in _aliases.items():
    _sys.modules.setdefault(_name, _module)
layers.__path__ = []
layers.experimental = layers.preprocessing = layers
models.__path__ = []
engine.__path__ = []
InputSpec = engine.InputSpec
