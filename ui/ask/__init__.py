"""The way down: answers, needs and saved groups, asked for once and kept."""

from ui.ask.cache import ask

__all__ = ["ask"]
