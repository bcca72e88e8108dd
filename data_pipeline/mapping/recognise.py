"""Which column is which, judging by its name?

For each of our names there are tiers of names in use: the canonical one, what exporters of event
logs write, Swedish and other synonyms, and weak ones last. Two columns of the same tier with
different content are a doubt, and doubts are never guessed away.
"""

import re
import unicodedata
from dataclasses import dataclass, field

import pandas as pd

from data_pipeline.mapping.mapping import Mapping
from data_pipeline.read_files.errors import BadMapping, ColumnInDoubt, ColumnsNotFound
from language import _

_PERSON = (
    "person_id",
    "case_concept_name",
    "personid person pid case_id caseid individ individ_id individid lopnr lopnummer person_lopnr "
    "pseudonym personnummer pnr person_nr personnr client_id klient klient_id brukare_id "
    "elev_id elevid",
    "id case",
)
_AREA = (
    "area_code",
    "area areacode omrade omradeskod district district_code distrikt stadsdel stadsdelskod "
    "deso desokod deso_kod regso regsokod regso_kod bostadsomrade residential_area neighbourhood "
    "neighborhood",
)
_SEX = ("sex", "gender kon juridiskt_kon kjonn")
_AGE_GROUP = ("age_group", "agegroup aldersgrupp aldersklass aldersintervall age_band age_class")
NAMES: dict[str, dict[str, tuple[str, ...]]] = {
    "people": {
        "person_id": _PERSON,
        "year": ("year", "ar artal kalenderar arskull_ar", "period"),
        "sex": _SEX,
        "age": ("age_years", "age alder alder_ar age_in_years"),
        "age_group": _AGE_GROUP,
        "area": _AREA,
    },
    "events": {
        "person_id": _PERSON,
        "kind": ("kind", "event_kind slag handelseslag"),
        "type": (
            "type",
            "concept_name",
            "activity aktivitet",
            "event handelse typ event_type insats insatstyp placeringstyp placement_type state",
        ),
        "unit": ("unit", "enhet placement_unit boende boende_enhet home team unit_id enhets_id"),
        "start_date": (
            "start_date",
            "start_timestamp time_start",
            "start startdate startdatum start_time starttid from_date from fran fran_datum "
            "datum_fran fromdatum inskrivningsdatum begin",
        ),
        "end_date": (
            "end_date",
            "end_timestamp time_end",
            "end enddate slutdatum end_time sluttid to_date to till till_datum datum_till "
            "tomdatum stop stop_date utskrivningsdatum",
        ),
        "timestamp": (
            "time_timestamp",
            "timestamp time_stamp tidsstampel tidpunkt",
            "time date datum datetime event_date event_time handelsedatum complete_timestamp",
        ),
    },
    "observations": {
        "indicator_id": ("indicator_id", "indicator kpi kpi_id nyckeltal indikator nyckeltals_id"),
        "area_code": (
            *_AREA,
            "municipality municipality_id municipality_code kommun kommunkod geo region",
        ),
        "vintage": ("vintage",),
        "year": ("year", "ar artal", "period tid lasar skolar"),
        "sex": _SEX,
        "age_group": (*_AGE_GROUP, "age alder"),
        "value": ("value", "varde", "andel share"),
        "numerator": ("numerator", "taljare cases outcome_count antal_utfall"),
        "denominator": ("denominator", "namnare n_count population befolkning antal_personer n"),
        "status": ("status",),
    },
    "areas": {
        "area_code": (
            "area_code",
            "desokod deso",
            "regsokod regso",
            "code kod omradeskod stadsdelskod district_code distriktskod areacode",
            "area omrade district guid",
            "id",
        ),
        "name": (
            "name",
            "regsonamn desonamn namn kommunnamn area_name omradesnamn stadsdelsnamn",
            "stadsdel title benamning district_name",
        ),
        "level": ("level", "niva"),
        "parent_code": ("parent_code", "parent overordnad overordnad_kod", "regsokod regso"),
        "vintage": ("vintage", "version argang"),
        "municipality_code": ("municipality_code", "kommunkod kommun municipality"),
    },
    "comparison_groups": {
        "group_id": ("group_id", "group grupp grupp_id", "id"),
        "title": ("title", "group_title titel gruppnamn"),
        "theme": ("theme", "tema"),
        "member_code": ("member_code", "member_id member", "municipality kommunkod kommun"),
    },
}

_PLACE = re.compile(r"(?:column|kolumn) (\d{1,5})")


@dataclass(frozen=True)
class Columns:
    """Our name -> the file's column, and which of them were assumed from the name alone."""

    of: dict[str, str]
    assumed: dict[str, str] = field(default_factory=dict)
    doubtful: dict[str, list[str]] = field(default_factory=dict)

    def get(self, ours: str) -> str | None:
        """The file's column for our name, None where there is none."""
        return self.of.get(ours)

    def require(self, kind: str, names: list[str], present: list[str]) -> None:
        """Go on only if every one of `names` has a column and nothing is in doubt.

        raises  ColumnInDoubt, ColumnsNotFound
        """
        for name, candidates in self.doubtful.items():
            raise ColumnInDoubt(name, candidates)
        missing = [name for name in names if name not in self.of]
        if missing:
            raise ColumnsNotFound(missing, kind, present)

    def settled(self, names: tuple[str, ...]) -> "Columns":
        """The first candidate for each of `names` that is in doubt: its others stay columns too."""
        chosen = {name: self.doubtful[name][0] for name in names if name in self.doubtful}
        return Columns(
            self.of | chosen,
            self.assumed | chosen,
            {name: c for name, c in self.doubtful.items() if name not in chosen},
        )

    def sentence(self) -> list[str]:
        """What was assumed, for the report."""
        if not self.assumed:
            return []
        pairs = ", ".join(f"{ours} = {theirs}" for ours, theirs in self.assumed.items())
        return [_("Columns recognised by name: {pairs}.").format(pairs=pairs)]

    def unused(self, frame: pd.DataFrame, mapping: Mapping) -> list[str]:
        """Which columns of the file nothing was taken from, for the report."""
        known = {*self.of.values()}
        known |= {found_column(frame, name) for name in (*mapping.ignore, *mapping.keep_rows)}
        unused = [column for column in frame.columns if column not in known]
        return [_("Columns that are not used: {names}").format(names=", ".join(unused))] * bool(
            unused
        )


def recognise(frame: pd.DataFrame, kind: str, mapping: Mapping) -> Columns:
    """Find the column of each of our names of a file of `kind`.

    raises  BadMapping when the mapping names a column that the file does not have
    """
    of: dict[str, str] = {}
    for ours, theirs in mapping.named_columns.items():
        if ours not in NAMES[kind]:
            raise BadMapping(
                _("A file of {kind} has no {ours}; it may have {names}.").format(
                    kind=kind, ours=ours, names=", ".join(NAMES[kind])
                )
            )
        of[ours] = found_column(frame, theirs)
    ignored = {found_column(frame, name) for name in mapping.ignore}
    backgrounds = {found_column(frame, name) for name in mapping.dimensions}
    set_aside = ignored | {found_column(frame, name) for name in mapping.outcomes}
    assumed, doubtful = {}, {}
    for ours, tiers in NAMES[kind].items():
        if ours in of:
            continue
        # a background column of the mapping may still be the sex, never the person
        not_free = set_aside if ours in ("sex", "area", "age_group") else set_aside | backgrounds
        free = [c for c in frame.columns if c not in of.values() and c not in not_free]
        candidates = _candidates(frame, free, tiers)
        if len(candidates) == 1:
            of[ours] = assumed[ours] = candidates[0]
        elif candidates:
            doubtful[ours] = candidates
    return Columns(of, assumed, doubtful)


def found_column(frame: pd.DataFrame, name: str) -> str:
    """The file's spelling of a column that the mapping names; capitals do not matter."""
    if name in frame.columns:
        return name
    same = [column for column in frame.columns if simplified(column) == simplified(name)]
    ending = [column for column in frame.columns if column.endswith(f" {name}")]
    if not same and len(ending) > 1:
        raise BadMapping(
            _(
                "Several columns could be {name!r}: {found}. Name one of them in the mapping."
            ).format(name=name, found=", ".join(ending))
        )
    if not same and (place := _PLACE.fullmatch(name)) and 0 < int(place[1]) <= frame.shape[1]:
        return frame.columns[int(place[1]) - 1]  # however the language calls a nameless one
    if len(same) != 1:
        raise BadMapping(
            _("The mapping names the column {name!r}; the file has {found}.").format(
                name=name, found=", ".join(map(str, frame.columns))
            )
        )
    return same[0]


def simplified(name: str) -> str:
    """'Ålder (år)' -> 'alder_ar', 'case:concept:name' -> 'case_concept_name'."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def _candidates(frame: pd.DataFrame, free: list[str], tiers: tuple[str, ...]) -> list[str]:
    """The columns of the first tier that has any; columns with the same content count once."""
    for tier in tiers:
        names = tier.split()
        found = [column for column in free if simplified(column) in names]
        if len(found) == 1:
            return found
        if found:
            first = frame[found[0]].astype(str)
            return [found[0], *(c for c in found[1:] if not first.equals(frame[c].astype(str)))]
    return []
