"""The tensor, its operations and its recording."""
