"""A training of the user's own, followed from inside its loop."""
