"""What is every question? A frozen value that names the type of its answer."""

from typing import Generic, TypeVar

Answer = TypeVar("Answer", covariant=True)


class Question(Generic[Answer]):
    """Something that `analysis.answers.ask` answers with what stands in the brackets."""
