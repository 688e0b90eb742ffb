"""
The recording that runs, and the torch it runs on. `route` has `handle_of(tensor)`, `values_of(reference)` (the
entries of a small constant, else None) and `initial_of(entry, write)` (an `InitialValue`, else None). `making` are
the `Positions` that remember where modules and parameters are made; the driver sets them before user code runs.
`pending` are notes that were left while no recording ran, `training` the losses and optimizers that were made.
"""
builder = None
route = None
making = None
pending = []
training = []
