"""Who are they, and when could support have been given? For all paths or a chosen one."""

from dataclasses import dataclass

import pandas as pd

from analysis.answers import BackgroundQuestion, ChoicesQuestion, MissedSupportQuestion
from analysis.disclosure.gate import FEW_APART, FEW_PEOPLE, reason_in_words
from analysis.flows.answer import FlowAnswer
from analysis.flows.background import Background, clearest_gap, gap_sentence
from analysis.flows.missed_support import MissedChance
from analysis.flows.paths import OTHER
from language import _, interval, percent, whole
from ui.ask import ask, cache
from ui.draw.chart_style import Drawing, known
from ui.draw.palettes import Palette
from ui.flows import choices, support_chart, view
from ui.page import tables
from ui.state.group_address import BY_HAND, CONDITION, PART
from ui.state.selection import Selection

MOST_TOLD = 4  # missed chances told as sentences; the table has them all
ALL_PATHS = ""


@dataclass(frozen=True)
class View:
    """Two parts of the page, finished; all empty where nobody got there."""

    missed_words: str = ""
    missed: str = ""
    missed_table: str = ""
    missed_file: tables.FileRows | None = None
    who_words: str = ""
    picture: Drawing | None = None
    who_table: str = ""
    who_file: tables.FileRows | None = None
    links: str = ""


def paths(now: Selection) -> dict[str, str]:
    """All paths, and each that is shown by itself: as in the address -> as on screen."""
    answer = ask(choices.asked(now).question)
    shown = answer.paths[answer.paths["count"].notna()]
    each = {
        choices.path_key(row["path"]): _("{way} ({count})").format(
            way=view.way_words(row["path"], answer), count=whole(row["count"])
        )
        for row in shown.to_dict("records")
        if row["path"] != (OTHER,)
    }
    return {ALL_PATHS: _("all paths together"), **each}


def draw(now: Selection, palette: Palette) -> View:
    """The view of a selection; raises what the doors to the flows raise."""
    if not choices.choices().types:
        return View()
    asked = choices.asked(now)
    answer = ask(asked.question)
    if not answer.total:
        return View()
    path = _chosen(now, answer)
    groups = ask(BackgroundQuestion(asked.question, path))
    chances = ask(MissedSupportQuestion(asked.question)) if asked.question.support else []
    chances = [c for c in chances if path is None or c.path == path]
    name = view.file_name(asked)
    about = view.about(asked) | {
        _("Path"): view.way_words(path, answer) if path else _("all paths together")
    }
    gaps = bool(asked.question.support) and support_chart.rows_of(groups).shape[0] > 1
    return View(
        missed_words=_missed_words(chances, asked.question.support),
        missed=tables.points_html([_told(c, answer) for c in chances[:MOST_TOLD]]),
        missed_table=_missed_table(chances, answer) if chances else "",
        missed_file=tables.FileRows(f"{name}_tillfallen", _missed_rows(chances, answer), about)
        if chances
        else None,
        who_words=gap_sentence(groups),
        picture=Drawing.finished(support_chart.figure(groups, palette), support_chart.alt(groups))
        if gaps
        else None,
        who_table=_who_table(groups, asked.question.support),
        who_file=tables.FileRows(f"{name}_vilka", _who_for_file(groups), about),
        links=_links(now, groups),
    )


def _chosen(now: Selection, answer: FlowAnswer) -> tuple[str, ...] | None:
    """The path that the address names; None: all of them."""
    key = now.own(choices.PATH, ALL_PATHS)
    shown = answer.paths.loc[answer.paths["count"].notna(), "path"]
    return next((p for p in shown if choices.path_key(p) == key and p != (OTHER,)), None)


def _missed_words(chances: list[MissedChance], support: tuple[str, ...]) -> str:
    if not support:
        return _("Nothing counts as support in this question.")
    if not chances:
        return _("No step can be shown at which some had support and others did not.")
    return _(
        "Steps on the way at which some who had come the same way got support, and these did not. "
        "That support would have changed anything is not said by these figures."
    )


def _told(chance: MissedChance, answer: FlowAnswer) -> str:
    return _("{way}: {sentence} Of all who had come so far, {others} of {all} had support.").format(
        way=view.way_words(chance.path, answer),
        sentence=chance.sentence(answer.called(chance.so_far[-1])),
        others=whole(chance.others_supported),
        all=whole(chance.others),
    )


def _missed_rows(chances: list[MissedChance], answer: FlowAnswer) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("Path"): [view.way_words(c.path, answer) for c in chances],
            _("Step"): [answer.called(c.so_far[-1]) for c in chances],
            _("Came this way so far"): [view.way_words(c.so_far, answer) for c in chances],
            _("Number"): [c.flows for c in chances],
            _("Without support"): [c.missed for c in chances],
            _("Of all so far"): [c.others for c in chances],
            _("of them with support"): [c.others_supported for c in chances],
            _("Days before (median)"): [c.days_before for c in chances],
        }
    )


def _missed_table(chances: list[MissedChance], answer: FlowAnswer) -> str:
    rows = pd.DataFrame(
        {
            "chance": chances,
            "way": [view.way_words(c.path, answer) for c in chances],
            "step": [answer.called(c.so_far[-1]) for c in chances],
        }
    )
    return tables.table_html(
        rows,
        [
            tables.Column(_("Path"), lambda row: row.way),
            tables.Column(_("Step"), lambda row: row.step),
            tables.Column(
                _("Without support"),
                lambda row: _("{missed} of {flows}").format(
                    missed=whole(row.chance.missed), flows=whole(row.chance.flows)
                ),
                number=True,
            ),
            tables.Column(
                _("Had support, of all so far"),
                lambda row: _("{supported} of {all}").format(
                    supported=whole(row.chance.others_supported), all=whole(row.chance.others)
                ),
                number=True,
            ),
            tables.Column(
                _("Days before (median)"), lambda row: whole(row.chance.days_before), number=True
            ),
        ],
        caption=_("Points on the way where support could have been given"),
    )


def _who_rows(groups: list[Background]) -> pd.DataFrame:
    policy = cache.policy()
    if not groups:
        return pd.DataFrame()
    rows = pd.concat(
        [group.table.assign(of=group.label, role=group.role) for group in groups], ignore_index=True
    )
    few, apart = (reason_in_words(reason, policy) for reason in (FEW_PEOPLE, FEW_APART))
    return rows.assign(
        hidden=[
            "" if pd.isna(why) else apart if why == FEW_APART else few for why in rows["withheld"]
        ],
        support_hidden=[view.support_reason(why, policy) for why in rows["support_withheld"]],
    )


def _who_table(groups: list[Background], support: tuple[str, ...]) -> str:
    if not groups:
        return tables.note_html(_("Nothing is known of their background, or they are too few."))
    columns = [
        tables.Column(
            _("Group"), lambda row: _("{of}: {group}").format(of=row.of, group=row.label)
        ),
        tables.Column(
            _("Persons"),
            lambda row: row.hidden or whole(known(row.people)),
            number=True,
            style=lambda row: "bb-withheld" if row.hidden else "",
        ),
        tables.Column(
            _("Share of them"),
            lambda row: percent(None if row.hidden else known(row.share), 0),
            number=True,
        ),
        tables.Column(
            _("Share of everyone of the same ages"),
            _everyone_words,
            number=True,
        ),
    ]
    if support:
        columns.append(
            tables.Column(
                _("With support"),
                _support_words,
                number=True,
                style=lambda row: "bb-worse" if row.has_less_support else "",
            )
        )
    return tables.table_html(
        _who_rows(groups), columns, caption=_("Who they are, beside everyone of the same ages")
    )


def _everyone_words(row: object) -> str:
    told = percent(known(row.everyone_share), 0)
    return _("{share} (all ages)").format(share=told) if row.role == "age" else told


def _support_words(row: object) -> str:
    if row.hidden:
        return whole(None)
    if row.support_hidden or pd.isna(row.supported_share):
        return row.support_hidden or whole(None)
    if row.asked < support_chart.FEWEST:
        return _("{supported} of {all}").format(
            supported=whole(row.supported), all=whole(row.asked)
        )
    told = _("{share} of {n} ({bounds})").format(
        share=percent(row.supported_share, 0),
        n=whole(row.asked),
        bounds=interval(row.supported_share_low, row.supported_share_high, 0),
    )
    return _("▼ {told}, less often").format(told=told) if row.has_less_support else told


def _who_for_file(groups: list[Background]) -> pd.DataFrame:
    columns = {
        "of": _("By"),
        "label": _("Group"),
        "people": _("Persons (n)"),
        "share": _("Share"),
        "everyone_share": _("Share of everyone of the same ages"),
        "asked": _("Had time for support"),
        "supported": _("With support"),
        "supported_share": _("Share with support"),
        "hidden": _("Withheld"),
        "support_hidden": _("Support withheld"),
    }
    rows = _who_rows(groups)
    return rows[list(columns)].rename(columns=columns) if len(rows) else pd.DataFrame()


def _links(now: Selection, groups: list[Background]) -> str:
    """On from the group that had support less often: as a target group, and its key figures."""
    found = clearest_gap(groups)
    if found is None:
        return ""
    background, row = found
    known_as = ask(ChoicesQuestion()).finest.get(background.name, background.name)
    by_hand = ((PART, BY_HAND), (CONDITION + known_as, row["value"]))
    ways = [
        (
            _("Make {group} a target group").format(group=row["label"]),
            now.link("malgrupper", extra=by_hand),
        )
    ]
    if background.role in ("sex", "area"):
        ways.append(
            (
                _("See the key figures of {group}").format(group=row["label"]),
                now.link("bryt_ner", **{background.role: row["value"]}),
            )
        )
    return tables.links_html(*ways)
