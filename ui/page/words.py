"""In which words does a page ask its question and tell its answer?"""

import pandas as pd

from analysis.answers import BreakdownAnswer, OverviewAnswer, mix_sentence, sex_signs
from analysis.sentences import capital, groups_sentence, level_sentence
from analysis.states import State
from indicators.entry import Indicator
from language import _, interval, ngettext, whole
from language.numbers import MISSING
from ui.draw import group_marks


def breakdown_question(answer: BreakdownAnswer) -> str:
    """'Vilka elever i årskurs 9 når inte gymnasiebehörighet?'"""
    indicator = answer.indicator
    if indicator.who and indicator.adverse:
        return _("Which {who} {adverse}?").format(who=indicator.who, adverse=indicator.adverse)
    return _("How does {noun} differ between groups?").format(noun=indicator.noun)


def breakdown_answer(answer: BreakdownAnswer) -> str:
    """The level, and which groups stand out."""
    told = {"protected": answer.protected}
    level = level_sentence(answer.indicator, answer.year, answer.whole_now, answer.narrowed, **told)
    if not answer.by:
        return level
    groups = groups_sentence(
        answer.indicator,
        answer.table,
        group_marks.labels(answer),
        with_whole=answer.with_whole,
        **told,
    )
    signs = sex_signs(answer)
    return " ".join(filter(None, (level, groups, signs.sentence() if signs else "")))


def gap_words(answer: BreakdownAnswer) -> str:
    """Which groups carry the difference, and how much is who they are."""
    if answer.gap is None:
        return ""
    carried = answer.gap.carried
    over = carried[carried["cases_fewer_low"] > 0]
    mix = mix_sentence(answer.gap)
    if not len(over):
        told = _("No group clearly has more cases than the level of everyone would give.")
    else:
        first = over.iloc[0]
        told = _(
            "If {group} had the level of everyone there would be about {n} cases fewer."
        ).format(group=_label(answer, first), n=whole(float(first["cases_fewer"])))
    return f"{told} {mix}".strip()


def carried_label(answer: BreakdownAnswer, row: pd.Series) -> str:
    """The group of a row of `gap.carried`."""
    return _label(answer, row)


def _label(answer: BreakdownAnswer, row: pd.Series) -> str:
    return ", ".join(row[f"{name}_label"] for name in answer.by)


def overview_question(theme: str) -> str:
    """The page's question for a theme."""
    return _("{theme}: which results are worse than they should be?").format(theme=theme)


def overview_answer(answer: OverviewAnswer, comparison: str) -> str:
    """How many are clearly worse, which is the clearest, and how many cannot be told."""
    if not len(answer.table):
        return _("There are no figures on this theme in the store.")
    state = state_column(comparison)
    judged = answer.table[answer.table[state] != State.CANNOT_TELL]
    worse = judged[judged[state] == State.WORSE]
    better = judged[judged[state] == State.BETTER]
    than = _("comparable municipalities") if comparison == "comparable" else _("the country")
    untold = untold_figures(answer, comparison)
    if not len(judged):
        told = _("None of the {n} key figures can be compared with {than}.").format(
            n=len(answer.table), than=than
        )
        return told + untold
    if not len(worse):
        told = _("None of {n} comparable key figures is clearly worse than {than}.").format(
            n=len(judged), than=than
        )
        return told + _better(len(better)) + untold
    told = ngettext(
        "{n} of {all} comparable key figures is clearly worse than {than}. Clearest: {title}.",
        "{n} of {all} comparable key figures are clearly worse than {than}. Clearest: {title}.",
        len(worse),
    ).format(n=len(worse), all=len(judged), than=than, title=worse.iloc[0]["title"])
    return told + _better(len(better)) + untold


def untold_figures(answer: OverviewAnswer, comparison: str) -> str:
    """' För 3 nyckeltal går det inte att avgöra: ...' with a space before; '' for none."""
    rows = answer.table[answer.table[state_column(comparison)] == State.CANNOT_TELL]
    if not len(rows):
        return ""
    reference = "group_median" if comparison == "comparable" else "country"
    counts = pd.Series([_why_untold(row, reference) for _i, row in rows.iterrows()]).value_counts()
    many = len(counts) > 1
    why = ", ".join(f"{reason} ({n})" if many else reason for reason, n in counts.items())
    return " " + ngettext(
        "For {n} key figure it cannot be told: {why}.",
        "For {n} key figures it cannot be told: {why}.",
        len(rows),
    ).format(n=len(rows), why=why)


def _why_untold(row: pd.Series, reference: str) -> str:
    if pd.isna(row[reference]):
        return _("there is no figure to compare with")
    if pd.isna(row["low"]) or pd.isna(row["high"]):
        return _("the source does not say how unsure the figure is")
    return _("neither way is better in itself")


def _better(n: int) -> str:
    if not n:
        return ""
    return " " + ngettext("{n} is clearly better.", "{n} are clearly better.", n).format(n=n)


def state_column(comparison: str) -> str:
    """The column of the overview that says how it stands to what is compared with."""
    return "state_group" if comparison == "comparable" else "state_country"


def interval_words(indicator: Indicator, low: object, high: object) -> str:
    """'13,1 – 16,6 %' in the indicator's unit, or a dash."""
    if pd.isna(low) or pd.isna(high):
        return MISSING
    return interval(float(low), float(high), indicator.decimals, share=indicator.unit == "share")


def sentence(text: str) -> str:
    """`text` with a capital first letter and a full stop."""
    told = capital(text)
    return told if told.endswith((".", "?", "!")) else f"{told}."
