"""Real Keras on the route through the user's own Python: its topology, which TensorFlow.js trains."""
