"""One recording for either torch: canonical names, positions, views and the builder of the JSON."""
