"""All layers."""
from . import activation, conv, linear
from .activation import MultiheadAttention
from .containers import ModuleDict, ModuleList, ParameterDict, ParameterList, Sequential
from .conv import Conv1d, Conv2d, Conv3d, ConvTranspose1d, ConvTranspose2d, ConvTranspose3d
from .linear import Bilinear, Identity, Linear
from .loss import LOSSES, TripletMarginWithDistanceLoss
from .module import Module
from .normalization import (BatchNorm1d, BatchNorm2d, BatchNorm3d, CrossMapLRN2d, GroupNorm, InstanceNorm1d, InstanceNorm2d, InstanceNorm3d,
                            LayerNorm, LocalResponseNorm, RMSNorm, SyncBatchNorm)
from .lazy import LAZY
from .rnn import GRU, LSTM, RNN, GRUCell, LSTMCell, RNNBase, RNNCell, RNNCellBase
from .shaping import (PADS, CosineSimilarity, MaxUnpool1d, MaxUnpool2d, MaxUnpool3d, PairwiseDistance, PReLU, Unflatten, Upsample,
                      UpsamplingBilinear2d, UpsamplingNearest2d)
from .sparse import Embedding, EmbeddingBag
from .stateless import LAYERS
from .transformer import Transformer, TransformerDecoder, TransformerDecoderLayer, TransformerEncoder, TransformerEncoderLayer

globals().update(LAYERS)
globals().update(LOSSES)
globals().update(PADS)
globals().update(LAZY)

# Files import these from the modules in which torch has them.
ACTIVATIONS = ('Threshold ReLU RReLU Hardtanh ReLU6 Sigmoid Hardsigmoid Tanh SiLU Mish Hardswish ELU CELU SELU GLU GELU Hardshrink LeakyReLU '
               'LogSigmoid Softplus Softshrink PReLU Softsign Tanhshrink Softmin Softmax Softmax2d LogSoftmax').split()
vars(activation).update({name: globals()[name] for name in ACTIVATIONS})
vars(conv).update({name: made for name, made in LAZY.items() if 'Conv' in name})
linear.LazyLinear = LAZY['LazyLinear']

__all__ = [name for name, value in globals().items() if isinstance(value, type)]
