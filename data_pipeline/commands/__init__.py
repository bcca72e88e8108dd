"""One file a subcommand of `python -m data_pipeline`, each with `add_to` and `run`.

A subcommand is found by lying here, under its file's name: nobody edits a list to add one.
"""

import importlib
import pkgutil
from types import ModuleType


def found() -> dict[str, ModuleType]:
    """Every subcommand's module by its name, in name order."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: importlib.import_module(f"{__name__}.{name}") for name in names}
