"""Does mypy find more errors than are known? `tests/mypy_known.txt` holds how many a file has.

The list may only shrink: a file with more errors fails, and so does a line that says too many, so
that what has been mended stays mended. `--shrink` writes the lower numbers; nothing writes higher
ones.
"""

import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
KNOWN = ROOT / "tests" / "mypy_known.txt"


def read_known(text: str) -> Counter[str]:
    """File -> errors, of lines such as 'ui/breakdown/charts.py: 3'."""
    pairs = (line.rsplit(":", 1) for line in text.splitlines() if line.strip())
    return Counter({path: int(count) for path, count in pairs})


def written(counts: Counter[str]) -> str:
    """The list as it lies in the file, sorted by path."""
    return "".join(f"{path}: {count}\n" for path, count in sorted(counts.items()) if count)


def count_errors(lines: list[str]) -> Counter[str]:
    """File -> errors, of what mypy prints; its notes are no errors."""
    return Counter(line.split(":", 1)[0] for line in lines if ": error: " in line)


def faults(found: Counter[str], known: Counter[str]) -> list[str]:
    """What is wrong, a sentence a file; the worse ones first."""
    more = [
        f"{path}: {found[path]} type errors, {known[path]} known. Mend the new ones; see above."
        for path in sorted(found)
        if found[path] > known[path]
    ]
    fewer = [
        f"{path}: {found[path]} type errors, {known[path]} listed. Shrink the list: "
        "python tests/check_types.py --shrink"
        for path in sorted(known)
        if found[path] < known[path]
    ]
    return more + fewer


def main(arguments: list[str]) -> int:
    """Run mypy and hold it against the list; 0 where they agree."""
    mypy = [sys.executable, "-m", "mypy", "--no-error-summary", "--no-pretty"]
    ran = subprocess.run(mypy, cwd=ROOT, capture_output=True, text=True, check=False)
    lines = ran.stdout.splitlines()
    found, known = count_errors(lines), read_known(KNOWN.read_text(encoding="utf-8"))
    if ran.returncode not in (0, 1) or (ran.returncode and not found):
        sys.stderr.write(ran.stdout + ran.stderr)
        return 2
    if "--shrink" in arguments:
        known &= found  # the lower of the two, file by file
        KNOWN.write_text(written(known), encoding="utf-8")
    wrong = faults(found, known)
    worse = {path for path in found if found[path] > known[path]}
    shown = [line for line in lines if line.split(":", 1)[0] in worse]
    sys.stdout.write("".join(f"{line}\n" for line in [*shown, *wrong]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
