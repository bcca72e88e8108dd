"""`make audit`: has any of the pinned libraries a known vulnerability?

pip-audit asks OSV, and PyPI where OSV cannot be reached. It leaves out in silence what a service
does not know, and calls that a success: here what was not looked up is said, and is no success.
"""

import json
import subprocess
import sys
from pathlib import Path

SERVICES = ("osv", "pypi")
REQUIREMENTS = Path(__file__).parent.parent / "requirements.txt"


def answer_of(service: str) -> list[dict] | None:
    """What the service says of each library, as pip-audit writes it; None: no answer."""
    done = subprocess.run(
        [
            sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes",
            "--progress-spinner", "off", "--format", "json", "--vulnerability-service", service,
            "--requirement", str(REQUIREMENTS),
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    try:
        return json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        last = done.stderr.strip().splitlines()[-1:] or ["no answer"]
        say(f"{service}: {last[0][:200]}")
        return None


def verdict(libraries: list[dict]) -> tuple[int, list[str]]:
    """0: none known, 1: some are vulnerable, 2: some were not looked up; and what to say."""
    vulnerable = [
        f"{library['name']} {library['version']}: {found['id']}, "
        f"mended in {', '.join(found['fix_versions']) or 'no version yet'}"
        for library in libraries
        for found in library.get("vulns", ())
    ]
    unknown = [library["name"] for library in libraries if "skip_reason" in library]
    known = len(libraries) - len(unknown)
    said = [*vulnerable, f"{known} libraries looked up, {len(vulnerable)} known vulnerabilities."]
    if unknown:
        said.append(f"NOT looked up: {len(unknown)} ({', '.join(unknown)}).")
    return (1 if vulnerable else 2 if unknown or not known else 0), said


def say(text: str) -> None:
    """Tell whoever asked for the audit."""
    sys.stdout.write(text + "\n")


def main() -> int:
    """Ask one service after the other until one knows every library."""
    code = 2
    for service in SERVICES:
        libraries = answer_of(service)
        if libraries is None:
            continue
        code, said = verdict(libraries)
        say(f"{service}: " + "\n".join(said))
        if code != 2:
            return code
    say("The audit is not complete: run it where OSV or PyPI can be reached.")
    return code


if __name__ == "__main__":
    sys.exit(main())
