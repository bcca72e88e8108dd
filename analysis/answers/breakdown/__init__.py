"""Answers about groups of one indicator."""
