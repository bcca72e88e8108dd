"""What does the README say of the settings?"""

from pathlib import Path

from settings.listed import Settings, about, variable

README = Path(__file__).parent.parent / "README.md"
BEGIN, END = "<!-- made by `make settings` -->\n", "<!-- end of settings -->\n"


def table() -> str:
    """The settings as a table of Markdown, a row a variable."""
    rows = [
        f"| `{variable(name)}` | {about(name).meaning} "
        f"| {about(name).without or f'`{field.default}`'} |\n"
        for name, field in Settings.model_fields.items()
    ]
    return "| variable | meaning | without it |\n|---|---|---|\n" + "".join(rows)


def with_table(text: str) -> str:
    """A README with the table as it is now between its two marks."""
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    return before + BEGIN + table() + END + after
