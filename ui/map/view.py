"""What does the page Karta show: its map, legend, twin, and what it says of index and outcome?"""

from dataclasses import dataclass, replace

from analysis.answers import MapAnswer, MapChoicesQuestion, MapShapesQuestion
from language import _
from ui.ask import ask, cache
from ui.draw.palettes import Palette
from ui.map import colours, leaflet, shape_files, words
from ui.map import table as map_table
from ui.map.choices import MapSettings, settings
from ui.page import tables
from ui.state.selection import Selection

# What a click or the table's order changes is none of the picture's business: it stays as drawn.
NOT_THE_PICTURE = ("vald", "eget", "klick", "sortera", "sida", "vikt")


@dataclass(frozen=True)
class View:
    """The map, finished."""

    question: str
    answer: str
    picture: leaflet.Picture
    alt: str
    legend: str
    notes: tuple[str, ...]
    clusters: str
    year: int
    years: tuple[int, ...]
    is_double: bool
    level: str
    vintage: int
    names: dict[str, str]
    how_we_know: str


def of(now: Selection, palette: Palette) -> View:
    """The map of a selection, whatever area is chosen on it."""
    kept = tuple((name, value) for name, value in now.extra if name not in NOT_THE_PICTURE)
    return cache.drawn(draw, replace(now, area=None, by=(), extra=kept), palette)


def draw(now: Selection, palette: Palette) -> View:
    """The view; raises what answers.map raises."""
    asked = settings(now)
    answer = ask(asked.map)
    level, vintage = asked.map.level, _vintage(answer)
    address = _address(level, vintage)
    place = leaflet.place_of(
        address, "" if address else ask(MapShapesQuestion(level, vintage)).text
    )
    return View(
        question=words.question(answer),
        answer=words.sentence(answer),
        picture=leaflet.Picture(
            place, leaflet.shown_of(answer, palette, _other_shapes(asked, answer))
        ),
        alt=leaflet.alt_of(answer),
        legend=colours.legend_html(answer, palette),
        notes=(
            *_no_index(),
            *_stood_in(asked, answer),
            *_undrawn(answer),
            *words.notes(answer),
        ),
        clusters=words.clusters(answer),
        year=answer.year,
        years=answer.years,
        is_double=len(answer.tables) > 1,
        level=level,
        vintage=vintage,
        names=dict(zip(answer.table["area_code"], answer.table["name"], strict=True)),
        how_we_know=_how_we_know(answer),
    )


def table(now: Selection) -> tuple[str, tables.FileRows, int]:
    """The table twin in the order chosen, its file, and how many pages it has."""
    asked = settings(now)
    answer = ask(asked.map)
    page = dict(now.extra).get("sida", "1")
    number = int(page) - 1 if page.isdigit() else 0
    pages = map_table.pages(answer)
    html = map_table.html(answer, asked.sort, min(max(number, 0), max(pages - 1, 0)))
    return html, map_table.file(answer), pages


def _vintage(answer: MapAnswer, year: int | None = None) -> int:
    """Whose shapes a year is drawn with: its own division's, else the newest that are known."""
    table = answer.tables[year or answer.year]
    own = int(table["vintage"].iloc[0]) if len(table) else 0
    known = ask(MapChoicesQuestion()).vintages[answer.question.level]
    return own if own in known else known[-1]


def _other_shapes(asked: MapSettings, answer: MapAnswer) -> str | None:
    """The shapes of the other year, where it has a division of its own."""
    vintages = [_vintage(answer, year) for year in answer.tables]
    if len(set(vintages)) < 2:
        return None
    return _address(asked.map.level, vintages[1])


def _address(level: str, vintage: int) -> str | None:
    return shape_files.address_of(
        cache.data_version(), level, vintage, lambda: ask(MapShapesQuestion(level, vintage))
    )


def _no_index() -> tuple[str, ...]:
    reason = ask(MapChoicesQuestion()).no_index
    return (_("The socioeconomic index cannot be shown: {reason}").format(reason=reason),) * bool(
        reason
    )


def _stood_in(asked: MapSettings, answer: MapAnswer) -> tuple[str, ...]:
    shown = answer.figures[-1].indicator
    if not asked.stood_in or shown is None:
        return ()
    return (
        _(
            "The chosen key figure exists for the whole municipality only; shown instead is "
            "{title}, which exists by area."
        ).format(title=shown.title),
    )


def _undrawn(answer: MapAnswer) -> tuple[str, ...]:
    told = []
    for year, table in answer.tables.items():
        drawn_with = _vintage(answer, year)
        if len(table) and int(table["vintage"].iloc[0]) != drawn_with:
            told.append(
                _(
                    "The boundaries of {year} are not in the store. The map is drawn with those of "
                    "{vintage}; some areas had other borders then."
                ).format(year=year, vintage=drawn_with)
            )
        elif lacking := int((~table["has_boundary"]).sum()):
            told.append(
                _("{n} areas have no boundary in the store and stand in the table only.").format(
                    n=lacking
                )
            )
    return tuple(dict.fromkeys(told))


def _how_we_know(answer: MapAnswer) -> str:
    meanings = [
        (_("Meaning"), str(f.indicator.means)) for f in answer.figures if f.indicator is not None
    ]
    cautions = [
        (_("Watch out"), str(text))
        for f in answer.figures
        if f.indicator is not None
        for text in f.indicator.watch_out
    ]
    return tables.how_we_know_html(
        answer,
        method=answer.method,
        sources=answer.sources,
        year=", ".join(map(str, answer.tables)),
        withheld=answer.withheld,
        more=[*meanings, *cautions],
    )
