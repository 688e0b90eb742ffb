"""A forward pass with a backward pass of the user's own: one node."""
from skipscope.recording import current

from .._core.call import fresh, record
from .._core.grad import no_grad
from .._core.tensor import Tensor


class Context:
    """The context that `forward(ctx, …)` fills."""
    saved_tensors = ()

    def save_for_backward(self, *tensors):
        self.saved_tensors = tensors

    save_for_forward = save_for_backward

    def mark_dirty(self, *tensors):
        return None

    mark_non_differentiable = mark_dirty

    def set_materialize_grads(self, value):
        return None

    @property
    def needs_input_grad(self):
        return (True,) * 32


FunctionCtx = BackwardCFunction = Context


class Function(Context):
    """`Function.apply` runs `forward` for its shapes alone, outside of the recording."""

    @classmethod
    def apply(cls, *arguments, **keywords):
        builder, current.builder = current.builder, None
        try:
            with no_grad():
                if hasattr(cls, 'setup_context') and cls.setup_context is not Function.setup_context:
                    made = cls.forward(*arguments, **keywords)
                else:
                    made = cls.forward(Context(), *arguments, **keywords)
        finally:
            current.builder = builder
        several = isinstance(made, (tuple, list))
        outputs = [one for one in (made if several else [made]) if isinstance(one, Tensor)]
        tensors = [one for one in arguments if isinstance(one, Tensor)]
        node, _ = record('custom', {'tensors': tensors, 'name': cls.__name__}, [(one._shape, one._dtype) for one in outputs])
        fresh_ones = iter([fresh(node, at) for at in range(len(outputs))])
        if not several:
            return next(fresh_ones) if outputs else made
        return tuple(next(fresh_ones) if isinstance(one, Tensor) else one for one in made)

    @staticmethod
    def setup_context(ctx, inputs, output):
        return None


class InplaceFunction(Function):
    pass


def once_differentiable(function):
    return function
