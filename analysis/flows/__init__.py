"""Flows as values: the question, and what is counted from paths."""
