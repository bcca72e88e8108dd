"""Which question is asked on the command line? `python -m analysis <question> ...`."""

import argparse
import importlib
import os
import pkgutil
import sys
from functools import partial

from analysis import commands
from language import _
from language.errors import BehovsbildError
from language.wrong_settings import check_settings


def main(words: list[str] | None = None) -> int:
    """Answer one question; 0 when answered, 2 when it could not be, with one message."""
    parser = argparse.ArgumentParser(
        prog="python -m analysis",
        description=_("Answers what the pages show, through the same protection."),
    )
    questions = parser.add_subparsers(dest="question", required=True)
    for module in pkgutil.iter_modules(commands.__path__):
        importlib.import_module(f"analysis.commands.{module.name}").add_to(questions)
    args = parser.parse_args(words)
    try:
        check_settings(warn=partial(print, file=sys.stderr))
        return args.run(args)
    except BehovsbildError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the command line prints
        return 2
    except BrokenPipeError:  # the reader (head, less) had seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
