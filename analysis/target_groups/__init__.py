"""Target groups as values: cells, expected cases, the finder, sentences."""
