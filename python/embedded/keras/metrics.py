"""`keras.metrics`."""
from ._core.named import Named, open_module


class Metric(Named):
    """Measures nothing here."""

    def update_state(self, *arguments, **keywords):
        return None

    result = reset_state = reset_states = add_weight = update_state


__getattr__ = open_module('keras.metrics', Metric)
