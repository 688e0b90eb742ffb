"""Checkpointing: the function is simply called."""


def checkpoint(function, *args, use_reentrant=None, preserve_rng_state=True, context_fn=None, determinism_check='default', debug=False,
               early_stop=True, **kwargs):
    return function(*args, **kwargs)


def checkpoint_sequential(functions, segments, input, use_reentrant=None, **kwargs):
    for function in functions.children() if hasattr(functions, 'children') else functions:
        input = function(input)
    return input


class CheckpointFunction:
    @staticmethod
    def apply(function, *args):
        return function(*args)
