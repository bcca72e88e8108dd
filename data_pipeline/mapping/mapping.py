"""What does the municipality say about its file? The mapping, read and checked.

The mapping is a small YAML file; docs/mapping.md shows all it can say. Everything in it is
optional: what it does not say is recognised from the file, or assumed and said so.
"""

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from data_pipeline.read_files.errors import BadMapping
from data_pipeline.read_files.table import Layout
from language import _

KINDS = ("people", "events", "observations", "areas", "comparison_groups")
PSEUDONYMISE = "pseudonymise"


@dataclass(frozen=True)
class ColumnWords:
    """What the mapping says of one background or outcome column."""

    name: str | None = None  # what to call it instead of the file's own name
    sv: str | None = None
    en: str | None = None
    role: str | None = None  # sex, age, area, background
    values: dict = field(default_factory=dict)  # value -> label, or {sv:, en:}
    yes: tuple[str, ...] = ()  # of an outcome: marks that mean yes, such as x
    no: tuple[str, ...] = ()
    blank_is: bool | None = None  # of an outcome: what an empty cell means
    bad_is: object = True  # of an outcome: which answer is the adverse event


@dataclass(frozen=True)
class Mapping:
    """The mapping file as one value; the fields are its keys."""

    load_as: str | None = None
    # the file
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    crs: str | None = None
    missing: tuple[str, ...] = ()
    date_format: str | None = None
    keep_rows: dict = field(default_factory=dict)  # column -> values: other rows are not ours
    # columns
    columns: dict = field(default_factory=dict)  # our name -> the file's
    dimensions: dict = field(default_factory=dict)  # file column -> ColumnWords
    outcomes: dict = field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    person_id: str | None = None  # 'pseudonymise'
    # what is the same for all rows
    year: int | None = None
    kind: str | None = None
    type: str | None = None
    indicator_id: str | None = None
    area_code: str | None = None
    sex: str | None = None
    age_group: str | None = None
    level: str | None = None
    vintage: int | None = None
    parent_code: str | None = None
    municipality: str | None = None
    theme: str | None = None
    # how to read
    percent: bool = False
    decimal: str | None = None  # ',' or '.'
    kinds: tuple[str, ...] = ()
    observed: dict = field(default_factory=dict)  # from, to
    wide_months: dict = field(default_factory=dict)  # from, to, kind, values
    dissolve: bool = False
    # where it comes from
    producer: str | None = None
    licence: str | None = None

    @property
    def pseudonymise(self) -> bool:
        """Whether person_id is to be replaced by a keyed hash."""
        return PSEUDONYMISE in (self.person_id, self.columns.get("person_id"))

    @property
    def named_columns(self) -> dict[str, str]:
        """Our name -> the file's name, for columns that the mapping names."""
        return {ours: name for ours, name in self.columns.items() if name != PSEUDONYMISE}

    @property
    def layout(self) -> Layout:
        """What has to be known before the file can be read."""
        return Layout(self.encoding, self.delimiter, self.sheet, self.header_row, self.crs)


class _PlainNumbers(yaml.SafeLoader):
    """YAML without its numbers to the base of eight: to it 0114 is 76."""

    def construct_yaml_int(self, node: yaml.ScalarNode) -> int:
        """A whole number; raises BadMapping where a leading zero would be lost."""
        text = str(node.value)
        if len(text) > 1 and text.isdigit() and text.startswith("0"):
            raise BadMapping(
                _(
                    "Line {line} of the mapping: {text} begins with a zero, which YAML reads as "
                    'another number; write it in quotation marks: "{text}".'
                ).format(line=node.start_mark.line + 1, text=text)
            )
        return super().construct_yaml_int(node)


_PlainNumbers.add_constructor("tag:yaml.org,2002:int", _PlainNumbers.construct_yaml_int)


def read_mapping(path: Path) -> Mapping:
    """The mapping in a YAML file.

    raises  BadMapping, with the line or the key that cannot be followed
    """
    try:
        said = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=_PlainNumbers)
    except FileNotFoundError as error:
        raise BadMapping(_("There is no mapping file {path}.").format(path=path)) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadMapping(
            _("{path} is not YAML in UTF-8: {error}").format(path=path, error=error)
        ) from error
    return mapping_from(said or {})


def mapping_from(said: object) -> Mapping:
    """The mapping that a loaded YAML document says.

    raises  BadMapping
    """
    if not isinstance(said, MappingOf):
        raise BadMapping(_("A mapping is keys with values, such as 'year: 2024'."))
    known = [f.name for f in fields(Mapping)]
    for key in said:
        if key not in known:
            near = ", ".join(get_close_matches(str(key), known, n=2)) or ", ".join(known)
            raise BadMapping(
                _("The mapping says {key!r}, which means nothing here (closest: {near}).").format(
                    key=key, near=near
                )
            )
    return Mapping(**{key: _value(key, value) for key, value in said.items() if value is not None})


def _value(key: str, value: object) -> object:
    if key in ("dimensions", "outcomes"):
        return _column_words(key, value)
    if key in ("missing", "ignore", "kinds"):
        return tuple(str(v) for v in (value if isinstance(value, list) else [value]))
    if key in ("columns", "keep_rows", "observed", "wide_months"):
        _expect(key, value, MappingOf, _("keys with values"))
        if key == "columns":
            return {str(ours): str(name) for ours, name in value.items() if name is not None}
        return dict(value)
    if key in ("year", "header_row", "vintage"):
        _expect(key, value, int, _("a whole number"))
        return value
    if key in ("percent", "dissolve"):
        _expect(key, value, bool, _("true or false"))
        return value
    if key == "decimal" and value not in (",", "."):
        raise BadMapping(_('decimal is "," or ".", in quotation marks.'))
    if key == "load_as" and value not in KINDS:
        raise BadMapping(_("load_as is one of {kinds}.").format(kinds=", ".join(KINDS)))
    if key in ("municipality", "parent_code") and isinstance(value, int) and value < 1000:
        raise BadMapping(
            _(
                "The mapping's {key}, {value}, has lost its zero: write it in quotation marks, "
                'such as "0180".'
            ).format(key=key, value=value)
        )
    if key == "person_id" and value != PSEUDONYMISE:
        raise BadMapping(
            _(
                "person_id: pseudonymise is the only thing that can be said there; "
                "which column it is goes under 'columns'."
            )
        )
    return str(value)


def _expect(key: str, value: object, kind: type, words: str) -> None:
    if not isinstance(value, kind):
        raise BadMapping(
            _("The mapping's {key} must be {words}; it is {value!r}.").format(
                key=key, words=words, value=value
            )
        )


def _word(key: str, said: object) -> object:
    """What is said of a column under `key`; YAML itself makes yes and no of those words."""
    if key in ("yes", "no"):
        return tuple(str(mark) for mark in (said if isinstance(said, list) else [said]))
    if key == "blank_is":
        answer = {"yes": True, "ja": True, "no": False, "nej": False}.get(str(said), said)
        _expect(key, answer, bool, _("yes or no"))
        return answer
    return said


def _column_words(key: str, value: object) -> dict[str, ColumnWords]:
    """A list of columns, or columns with what is said of each."""
    if isinstance(value, list):
        return {str(name): ColumnWords() for name in value}
    _expect(key, value, MappingOf, _("a list of columns"))
    allowed = {f.name for f in fields(ColumnWords)}
    result = {}
    for column, words in value.items():
        words = words or {}
        if isinstance(words, MappingOf):  # to YAML, the words yes and no are true and false
            words = {{True: "yes", False: "no"}.get(k, k): said for k, said in words.items()}
        if not isinstance(words, MappingOf) or not set(words) <= allowed:
            raise BadMapping(
                _("For the column {column} the mapping may say {allowed}; it says {words}.").format(
                    column=column, allowed=", ".join(sorted(allowed)), words=words
                )
            )
        result[str(column)] = _words(words)
    return result


def _words(said: MappingOf[str, Any]) -> ColumnWords:
    given: dict[str, Any] = {key: _word(key, each) for key, each in said.items()}
    return ColumnWords(**given)
