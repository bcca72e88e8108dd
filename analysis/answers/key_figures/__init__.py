"""Answers about key figures."""
