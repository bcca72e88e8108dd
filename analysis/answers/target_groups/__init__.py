"""Answers about target groups."""
