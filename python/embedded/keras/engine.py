"""`keras.engine` of Keras 2."""
from ._core.input import Input as Input, InputLayer as InputLayer
from ._core.layer import Layer as Layer
from ._core.model import Functional as Functional, Model as Model, Sequential as Sequential
from .layers import InputSpec as InputSpec
from .utils import get_source_inputs as get_source_inputs

Network = Container = Model
