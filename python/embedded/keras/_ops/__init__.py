"""Free operations on tensors: `keras.ops`, and what `tf.*` and the backend have of them."""
