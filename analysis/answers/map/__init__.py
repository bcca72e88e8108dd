"""Answers about areas."""
