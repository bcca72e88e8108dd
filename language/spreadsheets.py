"""Text that a spreadsheet would take for a formula, made harmless.

Names come from outside (areas, types of events, what people have written), and a file of ours is
opened in Excel: `=HYPERLINK(...)` in it would run there. Every room that writes files asks here.
"""

import re

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 - wide ones too
# A file with commas, opened where the list separator is a semicolon, is cut at other places.
CUT_ANEW = re.compile(r"(?<=.[;,\t])(?=[=+\-@＝＋－＠])")  # noqa: RUF001
A_NUMBER = re.compile(r"[+-]?(\d+([.,]\d+)?|[.,]\d+)([eE][+-]?\d+)?")


def defused(text: str) -> str:
    """`text` so that a spreadsheet takes it for text: '=1+1' gets a leading apostrophe.

    So does what would be a cell of its own in a file with other separators: 'A;=1+1'. A number
    written as text, as '-0,5', stays as it is.
    """
    text = CUT_ANEW.sub("'", text)
    is_harmless = not text.startswith(STARTS_A_FORMULA) or A_NUMBER.fullmatch(text)
    return text if is_harmless else f"'{text}"
