"""What is most unlike the rest in a group that somebody delimited?"""

import pandas as pd

from analysis.answers import GroupAnswer
from language import _, decimal, percent
from language.numbers import MISSING
from ui.draw.chart_style import known
from ui.page import tables
from ui.page.share_columns import number_or_withheld

CLEAR = 0.05  # of a share: what the profile's sentence mentions
MOST_MENTIONED = 3


def profile_rows(answer: GroupAnswer) -> pd.DataFrame:
    """The composition beside the rest's, with `difference`; without what says nothing."""
    rows = answer.composition
    if not len(rows):
        return rows
    # a way to divide the group that is withheld in every part says nothing
    told = (rows["withheld"] == "").groupby(rows["dimension_label"]).transform("any")
    rows = rows[told]
    return rows.assign(difference=rows["share"] - rows["rest_share"]).reset_index(drop=True)


def profile_words(rows: pd.DataFrame, answer: GroupAnswer) -> str:
    """What is most unlike the rest, in a sentence; or that it cannot be told."""
    if not len(rows):
        small = _("The group is too small for its composition to be shown.")
        return small if len(answer.composition) else ""
    clear = rows[rows["difference"].abs() >= CLEAR]
    clear = clear.loc[clear["difference"].abs().sort_values(ascending=False).index]
    clear = clear.drop_duplicates("dimension_label").head(MOST_MENTIONED)
    if not len(clear) and rows["difference"].isna().any():
        return _("The group is composed much like the rest in all that can be shown of it.")
    if not len(clear):
        return _("The group is composed much like the rest in everything that it is not chosen by.")
    told = "; ".join(
        _("{label} {share} against {rest}").format(
            label=row.label, share=percent(row.share, 0), rest=percent(row.rest_share, 0)
        )
        for row in clear.itertuples()
    )
    return _("Most unlike the rest: {told}.").format(told=told)


def profile_table(rows: pd.DataFrame) -> str:
    """The same as HTML; '' for no rows."""
    if not len(rows):
        return ""
    return tables.table_html(
        rows,
        [
            tables.Column(_("Who"), lambda row: row.label),
            tables.Column(_("By"), lambda row: row.dimension_label),
            number_or_withheld(_("Of the group"), lambda row: percent(known(row.share), 0)),
            tables.Column(
                _("Of the rest"), lambda row: percent(known(row.rest_share), 0), number=True
            ),
            tables.Column(
                _("Difference, percentage points"),
                lambda row: (
                    MISSING if pd.isna(row.difference) else decimal(100 * row.difference, 0)
                ),
                number=True,
            ),
        ],
        caption=_("The group beside the rest of those asked"),
    )
