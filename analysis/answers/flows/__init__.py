"""Answers about flows."""
