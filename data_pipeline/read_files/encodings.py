"""In which encoding are the letters of a text file written?

UTF-8 tells itself. The older ones do not: every byte is a letter in each of them, so the one that
gives Swedish words is taken, and the doubt is said with the word to write in the mapping.
"""

import codecs
import re

from data_pipeline.read_files.errors import WrongEncoding
from language import _, ngettext

OLDER = ("cp1252", "cp850", "mac_roman")  # in order of preference
_LETTERS = re.compile("[åäöÅÄÖéÉüÜ]")
_OTHERS = re.compile("[^\x00-\x7fåäöÅÄÖéÉüÜ\u00a0§°–½²³±µ×»«”“’…•]")  # noqa: RUF001
_IN_A_WORD = re.compile("[a-zåäö][”“„†‡‚‰ŠŽ][a-zåäö]|[a-z][\u0080-\u009f]", re.IGNORECASE)
MOST_STRAY_LINES = 0.1  # of the lines with other letters than a to z
_SAMPLE = 2_000_000


def decoded(name: str, data: bytes, encoding: str | None) -> tuple[str, str, list[str]]:
    """The encoding, the text, and what has to be said of it.

    encoding   as the mapping says; None: find out
    raises     WrongEncoding
    """
    if encoding:
        return encoding, _strictly(name, data, encoding), []
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig", _strictly(name, data, "utf-8-sig"), []
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", _strictly(name, data, "utf-16"), []
    if b"\x00" in data[:2000]:  # every second byte of Latin letters in UTF-16 is zero
        guess = "utf-16-be" if data[:1] == b"\x00" else "utf-16-le"
        return guess, _strictly(name, data, guess), []
    try:
        return "utf-8", data.decode("utf-8"), []
    except UnicodeDecodeError:
        return _mixed(data) or _older(name, data)


def _strictly(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        position = getattr(error, "start", 0)
        row = data[:position].count(b"\n") + 1
        raise WrongEncoding(name, encoding, row) from error


def _mixed(data: bytes) -> tuple[str, str, list[str]] | None:
    """UTF-8 with a few rows pasted in from elsewhere; None where it is no such file."""
    lines = data.split(b"\n")
    other = [n for n, line in enumerate(lines) if not line.isascii()]
    stray = [n for n in other if not _is_utf8(lines[n])]
    if len(other) - len(stray) < 2 or len(stray) > max(1, MOST_STRAY_LINES * len(other)):
        return None
    texts = [line.decode("utf-8", "replace") for line in lines]
    found = _best(b"\n".join(lines[n] for n in stray))
    for n in stray:
        texts[n] = lines[n].decode(found, "replace")
    rows = ", ".join(str(n + 1) for n in stray[:5])
    said = ngettext(
        "The file is UTF-8, but row {rows} is not; it was read as {encoding}. Look at its letters.",
        "The file is UTF-8, but {n} rows are not ({rows}); they were read as {encoding}. Look at "
        "their letters.",
        len(stray),
    ).format(n=len(stray), rows=rows, encoding=found)
    return "utf-8", "\n".join(texts), [said]


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _older(name: str, data: bytes) -> tuple[str, str, list[str]]:
    found = _best(data)
    text = _strictly(name, data, found)
    if found == OLDER[0] and not _IN_A_WORD.search(text[:_SAMPLE]):
        return found, text, []
    row = next(n for n, line in enumerate(text.split("\n"), 1) if not line.isascii())
    example = text.split("\n")[row - 1].strip()[:60]
    said = _(
        "The letters were read as {encoding}, since that gives most Swedish words; look at row "
        "{row}: {example}. If they are wrong, say 'encoding: ...' in the mapping: {others}."
    ).format(
        encoding=found,
        row=row,
        example=example,
        others=", ".join(other for other in OLDER if other != found),
    )
    return found, text, [said]


def _best(data: bytes) -> str:
    """The encoding with most Swedish letters and fewest signs that no Swedish word has."""

    def score(encoding: str) -> int:
        try:
            text = data[:_SAMPLE].decode(encoding)
        except UnicodeDecodeError:
            return -(10**9)
        strange = len(_OTHERS.findall(text)) + 2 * len(_IN_A_WORD.findall(text))
        return len(_LETTERS.findall(text)) - 2 * strange

    return max(OLDER, key=score)
