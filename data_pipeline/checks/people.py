"""Can these person-years be trusted, and what are they in the store's terms?"""

from difflib import get_close_matches

import numpy as np
import pandas as pd

from data_pipeline.columns.ages import ages
from data_pipeline.columns.labels import dimension_of, outcome_of
from data_pipeline.columns.person_columns import Sorted, answers, identifier, sort_columns
from data_pipeline.columns.spellings import joined_spellings
from data_pipeline.columns.values import is_missing, numbers, spread
from data_pipeline.columns.years import years
from data_pipeline.findings.identity_numbers import pseudonym_key, pseudonyms
from data_pipeline.findings.known import Known
from data_pipeline.findings.report import Findings
from data_pipeline.mapping.mapping import ColumnWords, Mapping
from data_pipeline.mapping.recognise import Columns, found_column, recognise
from language import _
from store.writing.new_version import PersonColumns

MARKS = ("x", "*", "v", "✓", "✔")


def check_people(
    findings: Findings, mapping: Mapping, known: Known
) -> tuple[pd.DataFrame, PersonColumns]:
    """The person-years that may be loaded, in the store's columns, and what those columns are.

    raises  ColumnsNotFound, ColumnInDoubt, BadMapping, NoPseudonymKey; trouble in rows goes into
            `findings` instead
    """
    frame = findings.table.frame
    columns = recognise(frame, "people", mapping).settled(("sex", "area", "age_group"))
    columns.require("people", ["person_id"], list(frame.columns))
    findings.assumptions += columns.sentence()
    year = years(findings, columns.get("year"), mapping, known)
    person = person_ids(findings, columns.of["person_id"], mapping)
    columns, age = ages(findings, columns, mapping)
    kinds = sort_columns(_not_refused(findings), columns, mapping)
    _say_kinds(findings, kinds, columns)
    made = {"person_id": person, "year": year}
    if age is not None:
        made["age_years"] = age
    used: set[str] = {"age_group"} if age is not None else set()
    backgrounds, outcomes = [], []
    for column in kinds.dimensions:
        words = _words(frame, mapping.dimensions, column)
        role = _role(column, columns, words)
        name = identifier(words.name or column, used)
        named = {str(value) for value in words.values}
        made[name] = _background(findings, column, role, named, mapping, known)
        backgrounds.append((name, column, role, words))
    for column in kinds.outcomes:
        words = _words(frame, mapping.outcomes, column)
        name = identifier(words.name or column, used)
        made[name] = _outcome(findings, column, words, mapping)
        outcomes.append(outcome_of(name, column, words))
    _refuse_repeated(findings, columns, person, year)
    people = pd.DataFrame(made, copy=False)
    if findings.refused.any():
        people = people[~findings.refused].reset_index(drop=True)
    # Described last: a value that only refused rows have is no choice on any page.
    dimensions = [
        dimension_of(
            name,
            column,
            role,
            words,
            people[name].cat.remove_unused_categories().cat.categories,
            known.area_names if role == "area" else {},
        )
        for name, column, role, words in backgrounds
    ]
    return people, PersonColumns(dimensions, outcomes, "age_years" if age is not None else None)


def person_ids(findings: Findings, column: str, mapping: Mapping) -> pd.Categorical:
    """The person of each row, hashed where the mapping says so; rows without one are refused."""
    ids = findings.table.frame[column].cat
    findings.refuse(
        "no_person",
        column,
        ids.codes.to_numpy() == -1,
        _("every row must say which person it is about"),
    )
    categories = ids.categories
    if mapping.pseudonymise:
        categories = pseudonyms(categories, pseudonym_key())
        findings.assumptions.append(
            _("{column} was replaced by a keyed hash.").format(column=column)
        )
        if not categories.is_unique:  # the same person written in two ways
            codes, categories = pd.factorize(categories)
            codes = np.append(codes, -1)[ids.codes.to_numpy()]
            return pd.Categorical.from_codes(codes, pd.Index(categories, dtype="str"))
    return pd.Categorical.from_codes(ids.codes.to_numpy(), categories, validate=False)


def _not_refused(findings: Findings) -> pd.DataFrame:
    """The rows that stand so far, without the values that only the others have."""
    if not findings.refused.any():
        return findings.table.frame
    return findings.table.only(~findings.refused).frame


def _say_kinds(findings: Findings, kinds: Sorted, columns: Columns) -> None:
    said = findings.assumptions
    said.append(_("Outcomes: {names}.").format(names=", ".join(kinds.outcomes) or "-"))
    said.append(_("Backgrounds: {names}.").format(names=", ".join(kinds.dimensions) or "-"))
    for column, others in kinds.nearly_outcomes.items():
        findings.note(
            "nearly_outcome",
            _(
                "holds yes and no, but also {others}, so it was taken for a background; named "
                "under outcomes in the mapping, its other values are refused"
            ).format(others=", ".join(others)),
            column,
        )
    for column in kinds.dimensions:
        distinct = findings.table.frame[column].cat.categories
        if len(distinct) == 1 and distinct[0].casefold() in MARKS:
            message = _(
                "holds {mark} or nothing; if that is yes and no, say so under outcomes in the "
                "mapping: {{yes: [{mark}], blank_is: no}}"
            ).format(mark=distinct[0])
            findings.note("only_a_mark", message, column)
    for column, why in kinds.neither.items():
        findings.note(
            "left_out_column",
            _("left out, since {why}; the mapping can name it under dimensions or outcomes").format(
                why=why
            ),
            column,
        )


def _words(frame: pd.DataFrame, said: dict[str, ColumnWords], column: str) -> ColumnWords:
    for name, words in said.items():
        if found_column(frame, name) == column:
            return words
    return ColumnWords()


def _role(column: str, columns: Columns, words: ColumnWords) -> str:
    if words.role:
        return words.role
    roles = {
        columns.get("sex"): "sex",
        columns.get("area"): "area",
        columns.get("age_group"): "age",
    }
    return roles.get(column, "background")


def _background(
    findings: Findings, column: str, role: str, named: set[str], mapping: Mapping, known: Known
) -> pd.Categorical:
    cells = findings.table.frame[column].cat
    categories, codes = cells.categories, cells.codes.to_numpy()
    marks = {mark.casefold() for mark in mapping.missing}
    renamed = categories.str.replace(r"_(DeSO|RegSO)\d{4}$", "", regex=True)
    read = numbers(categories)
    if not np.isnan(read).any() and categories.str.contains(".", regex=False).any():
        renamed = pd.Index([f"{n:.15g}" for n in read], dtype="str")
    renamed = renamed.where([text.casefold() not in marks for text in renamed])
    if renamed.isna().any() or not renamed.is_unique:
        new_codes, kept = pd.factorize(renamed)
        codes, categories = np.append(new_codes, -1)[codes], pd.Index(kept, dtype="str")
    else:
        categories = renamed
    if role != "area":
        categories, codes = joined_spellings(findings, column, categories, codes, role, named)
    else:
        _check_areas(findings, column, categories, codes, known)
    return pd.Categorical.from_codes(codes, categories, validate=False)


def _check_areas(
    findings: Findings, column: str, categories: pd.Index, codes: np.ndarray, known: Known
) -> None:
    if not known.small_area_codes:
        findings.note(
            "no_areas",
            _("no districts or small areas are loaded yet, so the codes could not be checked"),
            column,
        )
        return
    is_known = np.append(categories.isin(known.area_codes), True)
    unknown = [text for text, fits in zip(categories, is_known, strict=False) if not fits]
    near = get_close_matches(unknown[0], sorted(known.area_codes), n=3) if unknown else []
    findings.refuse(
        "unknown_area",
        column,
        ~is_known[codes],
        _("expected the code of a loaded area (closest to {value}: {near})").format(
            value=unknown[0] if unknown else "", near=", ".join(near) or _("none")
        ),
    )


def _outcome(
    findings: Findings, column: str, words: ColumnWords, mapping: Mapping
) -> pd.arrays.BooleanArray:
    cells = findings.table.frame[column]
    distinct = cells.cat.categories
    read = answers(distinct, words)
    missing = is_missing(distinct, mapping.missing)
    findings.refuse(
        "outcome",
        column,
        spread(cells, np.isnan(read) & ~missing, fill=False),
        _("expected yes or no (1/0, true/false, ja/nej)"),
    )
    bad_answer = words.bad_is is True or str(words.bad_is).casefold() in {"yes", "ja", "1", "true"}
    values = spread(cells, read == (1.0 if bad_answer else 0.0), fill=False)
    is_unknown = spread(cells, np.isnan(read), fill=words.blank_is is None)
    if words.blank_is is not None:
        values |= cells.isna().to_numpy() & (words.blank_is == bad_answer)
    return pd.arrays.BooleanArray(values, is_unknown)


def _refuse_repeated(
    findings: Findings, columns: Columns, person: pd.Categorical, year: np.ndarray
) -> None:
    """A person has one row a year: rows that say the same are one, rows that differ are none."""
    key = person.codes.astype(np.int64) * 4000 + year
    asked = pd.Series(key)
    asked = asked.where(person.codes != -1, -1 - np.arange(len(key)))
    repeated = asked.duplicated(keep=False).to_numpy()
    if not repeated.any():
        return
    rows = findings.table.frame[repeated]
    same = rows.duplicated(keep="first").to_numpy()
    first_row = pd.Series(findings.table.rows[repeated]).groupby(asked[repeated].to_numpy())
    first = first_row.transform("first").to_numpy()
    kept_once = ~same
    differs = pd.Series(kept_once).groupby(asked[repeated].to_numpy()).transform("sum") > 1
    differs = differs.to_numpy()
    positions = np.flatnonzero(repeated)
    values = np.full(len(key), "", dtype=object)
    values[positions] = [_("person and year of row {row}").format(row=r) for r in first]
    for kind, chosen, message in (
        ("repeated", same & ~differs, _("the same row again; the first one counts")),
        (
            "contradicting",
            differs,
            _("several rows for the same person and year that say different things"),
        ),
    ):
        refused = np.zeros(len(key), dtype=bool)
        refused[positions[chosen]] = True
        findings.refuse(kind, columns.of["person_id"], refused, message, values)
