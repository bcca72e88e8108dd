"""What else happens to people: absence, reports of concern, support, new schools, measures?

These events surround placements and assistance, so that paths have something to show. None of
them changes an outcome: outpatient support after a report of concern is given at random here
and prevents nothing. The one planted effect of support is in `placements`.
"""

import numpy as np

from sample_data.assistance import LONG_AFTER_DAYS, Spells
from sample_data.outcomes import background_risk
from sample_data.panel import Panel
from sample_data.placements import LAST_DAY, RESIDENTIAL, TYPES, Placements, day_of

# Person, kind, type, first and last day, and of placements the number of the home.
Events = tuple[np.ndarray, str, str, np.ndarray, np.ndarray] | tuple
REPORTED_BEFORE_PLACEMENT_SHARE = 0.75
SUPPORT_AFTER_REPORT_SHARE = 0.20


def placement_decisions(placements: Placements, rng: np.random.Generator) -> list[Events]:
    """Placements as decisions: one in four was decided anew half-way, at the same home.

    The new decision starts on the day that the old one ends, so the two are one placement.
    """
    p = placements
    length = np.minimum(p.end, LAST_DAY) - p.start
    renewed = (rng.random(len(p.person)) < 0.25) & (length > 60)
    middle = p.start + (length * rng.uniform(0.3, 0.7, len(length))).astype(int)
    events = []
    for index, kind in enumerate(TYPES):
        one = p.type == index
        whole, first = one & ~renewed, one & renewed
        for rows, start, end in (
            (whole, p.start, p.end),
            (first, p.start, middle),
            (first, middle, p.end),
        ):
            events.append((p.person[rows], "placement", kind, start[rows], end[rows], p.home[rows]))
    return events


def absence_periods(
    panel: Panel, absent: np.ndarray, leaves: np.ndarray, rng: np.random.Generator
) -> list[Events]:
    """One period of high absence in each person-year that has the outcome; some get support."""
    rows = np.flatnonzero(absent)
    person = panel.person[rows]
    first = day_of(panel.year[rows])
    room = (
        np.minimum(leaves[person] - 1, first + 350) - first
    )  # days that the child still lives here
    start = first + (rng.random(len(rows)) * room * 0.7).astype(int)
    end = np.minimum(start + 20 + (rng.random(len(rows)) * 80).astype(int), first + room)
    end = np.maximum(end, start)
    helped = (rng.random(len(rows)) < 0.25) & (end < first + room - 40)
    return [
        (person, "absence", "Hög frånvaro", start, end),
        (person[helped], "intervention", "Skolsocialt stöd", end[helped] - 5, end[helped] + 150),
    ]


def concerns(
    panel: Panel,
    placements: Placements,
    absent: np.ndarray,
    leaves: np.ndarray,
    rng: np.random.Generator,
) -> list[Events]:
    """Reports of concern, and what support followed some of them."""
    risk = 0.026 * background_risk(panel, parents=(1.5, 1.1, 0.7, 1.4), one_parent=1.5)
    risk *= np.exp(0.5 * panel.persons.frailty - 0.125)[panel.person] * np.where(absent, 2.5, 1.0)
    hit = np.flatnonzero((rng.random(len(risk)) < risk) & (panel.age < 18))
    first_placed = np.full(len(panel.persons), LAST_DAY + 10_000)
    np.minimum.at(first_placed, placements.person, placements.start)
    placed = np.flatnonzero(first_placed < LAST_DAY)
    told = rng.random(len(placed)) < REPORTED_BEFORE_PLACEMENT_SHARE
    before = first_placed[placed] - 3 - (260 * rng.random(len(placed)) ** 2).astype(int)
    told &= before >= np.maximum(day_of(panel.first_year[placed]), 0)
    person = np.concatenate([panel.person[hit], placed[told]])
    start = np.concatenate([day_of(panel.year[hit]) + rng.integers(0, 365, len(hit)), before[told]])
    known = (start <= LAST_DAY) & (start < leaves[person])
    person, start = person[known], start[known]
    until = np.minimum(first_placed[person], leaves[person])  # support that ends before a placement
    events = [(person, "worry_report", "Orosanmälan", start, start)]
    u = rng.random((3, len(person)))
    offers = (
        ("Öppenvård", 90, u[2] < SUPPORT_AFTER_REPORT_SHARE),
        ("Kontaktperson", 150, u[2] > 0.92),
    )
    for kind, at_least, chosen in offers:
        begins = start + 20 + (u[0] * 70).astype(int)
        ends = np.minimum(begins + at_least + (u[1] * 180).astype(int), until - 2)
        given = chosen & (ends > begins) & (begins <= LAST_DAY)
        events.append((person[given], "intervention", kind, begins[given], ends[given]))
    return events


def support_in_family_homes(placements: Placements, rng: np.random.Generator) -> list[Events]:
    """Outpatient support for every fourth placement in a foster or emergency home."""
    p = placements
    begins = p.start + 15
    ends = np.minimum(begins + 120, p.end - 1)
    given = (p.type < RESIDENTIAL) & (rng.random(len(p.person)) < 0.25) & (ends > begins)
    given &= (begins >= 0) & (begins <= LAST_DAY)
    return [(p.person[given], "intervention", "Öppenvård", begins[given], ends[given])]


def school_moves(panel: Panel, leaves: np.ndarray, rng: np.random.Generator) -> list[Events]:
    """Changes of school, mostly in August, and oftener for those who changed area."""
    order = np.lexsort((panel.year, panel.person))
    person, area = panel.person[order], panel.area[order]
    moved = np.zeros(len(order), dtype=bool)
    moved[order[1:]] = (person[1:] == person[:-1]) & (area[1:] != area[:-1])
    chance = np.where(moved, 0.4, 0.02)
    rows = (rng.random(len(order)) < chance) & (panel.age >= 7) & (panel.age <= 15)
    who = panel.person[rows]
    in_august = rng.random(len(who)) < 0.6
    start = day_of(panel.year[rows]) + np.where(
        in_august, 229 + rng.integers(0, 6, len(who)), rng.integers(10, 340, len(who))
    )
    known = start < leaves[who]
    return [(who[known], "school_move", "Skolbyte", start[known], start[known])]


def assistance_periods(spells: Spells, rng: np.random.Generator) -> list[Events]:
    """Spells as two states: assistance, and long-term assistance after ten months."""
    s = spells
    long = s.end >= s.start + LONG_AFTER_DAYS
    turn = s.start + LONG_AFTER_DAYS
    begins_in_time = turn <= LAST_DAY
    first_end = np.where(long, turn - 1, s.end)
    first = first_end >= 0
    second = long & begins_in_time
    begins = s.start + 40 + (rng.random(len(s.start)) * 160).astype(int)
    measure = (rng.random(len(begins)) < 0.25) & (begins + 30 < s.end)
    measure &= (begins >= 0) & (begins <= LAST_DAY)
    return [
        (s.person[first], "assistance", "Ekonomiskt bistånd", s.start[first], first_end[first]),
        (s.person[second], "assistance", "Långvarigt bistånd", turn[second], s.end[second]),
        (
            s.person[measure],
            "intervention",
            "Arbetsmarknadsinsats",
            begins[measure],
            np.minimum(begins + 120, s.end)[measure],
        ),
    ]
