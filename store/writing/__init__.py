"""How a version of the store comes to be: written by the pipeline only."""
