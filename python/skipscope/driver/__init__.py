"""From a site of the user's to a recording: slices, arguments, inputs, and the run itself."""
