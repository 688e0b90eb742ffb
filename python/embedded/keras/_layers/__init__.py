"""The layers of Keras' own, family by family: the shape that each gives."""
