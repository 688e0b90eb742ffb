"""The networks of `keras.applications` by their published layouts and Keras' names of their layers; each is made without weights."""
