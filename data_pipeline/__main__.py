"""`python -m data_pipeline <command>`: which command was asked for, and did it go well?

Each command lies in data_pipeline/commands/NAME.py with `add_to(subparsers)`, which adds the
parser NAME, and `run(args) -> int`, which does it and returns the exit code.
"""

import argparse
import sys
from collections.abc import Sequence
from functools import partial

from data_pipeline import commands
from language import _
from language.errors import BehovsbildError
from language.identity_numbers import masked
from language.wrong_settings import check_settings

REFUSED = 2  # exit code of an error that the reader can do something about
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it went well, 2 with one message on stderr when it could not."""
    modules = commands.found()
    shell = argparse.ArgumentParser(
        prog="python -m data_pipeline",
        description=_("Gets data into the store: public figures, own files, the sample."),
    )
    subparsers = shell.add_subparsers(
        dest="command", required=True, metavar=_("command"), title=_("commands")
    )
    for module in modules.values():
        module.add_to(subparsers)
    asked = shell.parse_args(arguments)
    try:
        check_settings(warn=partial(print, file=sys.stderr))
        return modules[asked.command].run(asked)
    except BehovsbildError as error:
        print(masked(str(error)), file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print(_("Interrupted; the store is as it was."), file=sys.stderr)
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
