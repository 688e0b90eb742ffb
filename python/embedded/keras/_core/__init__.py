"""The graph that Keras code makes: tensors that know their shape, layers, and the calls between them."""
