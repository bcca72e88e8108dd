"""Which municipality can anyone look at without asking anyone? The invented one, Exempelby.

`generate` writes its files; `python -m data_pipeline sample` also loads them, by the same path as
real data. README.md says what is planted in it.
"""

from sample_data.delivery import DEFAULT_SEED, FILES, STEPS, generate

__all__ = ["DEFAULT_SEED", "FILES", "STEPS", "generate"]
