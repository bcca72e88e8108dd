"""Which statements gave these figures? A box to open under "How we know": "Show the query".

Everybody who sees the figures sees the statements: they hold what the reader asked, and no figure.
"""

from html import escape

from analysis.answers import BEFORE_THE_GATE, AskedQuery, queries_of
from analysis.disclosure.gate import PUBLISHED_BASE, Gate
from analysis.disclosure.perturbation import LARGEST_CHANGE
from language import _
from ui.ask import cache


def asked_html(answer: object) -> str:
    """The statements of an answer as they were asked, and what was done to the figures after."""
    queries = queries_of(answer)
    if not queries:
        return ""
    title, gate = escape(_("Show the query")), cache.gate()
    told = [_("Paste into DuckDB's own shell over the store's file, opened for reading.")]
    if any(query.name in BEFORE_THE_GATE for query in queries):
        told.append(_protection_words(gate))
    if any(query.name not in BEFORE_THE_GATE for query in queries):
        told.append(
            _("Public figures are shown as they are: their publishers have protected them.")
        )
    return (
        f'<details class="bb-details bb-asked"><summary>{title}</summary>'
        f'<p class="bb-note">{escape(" ".join(told))}</p>'
        f"{''.join(map(_query_html, queries))}</details>"
    )


def _query_html(query: AskedQuery) -> str:
    name = escape(f"store/queries/{query.name}.sql")
    return (
        f'<pre role="region" tabindex="0" aria-label="{name}">'
        f"<code>-- {name}\n{escape(query.text)}</code></pre>"
    )


def _protection_words(gate: Gate) -> str:
    """What the gate did to counts of persons before they were shown."""
    if gate.published:
        return _(
            "The store is published: its counts were rounded to multiples of {n} when it was made, "
            "and are shown as they are."
        ).format(n=PUBLISHED_BASE)
    if gate.exact:
        return _("Counts of persons are shown unprotected here.")
    return _(
        "Counts of persons passed the protection before they were shown, so they differ from what "
        "the query gives: the cell-key method changes each by at most {change}, and fewer than "
        "{people} persons or {cases} cases are withheld, as is a group that fewer than {apart} "
        "persons set apart from a larger one. Larger groups than those shown are asked for too, "
        "where the protection must know them."
    ).format(
        change=LARGEST_CHANGE,
        people=gate.policy.smallest_people,
        cases=gate.policy.smallest_cases,
        apart=gate.policy.smallest_apart,
    )
