"""The store's own counts, by dimension, through the gate."""
