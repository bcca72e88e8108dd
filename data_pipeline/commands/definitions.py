"""What does each indicator mean? The catalogue as a table, CSV or JSON."""

import argparse
import csv
import json
import sys
import textwrap

from indicators.catalogue import (
    Catalogue,
    Indicator,
    KoladaSource,
    OwnSource,
    ScbSource,
    load_catalogue,
)
from language import _, current, ngettext

FORMATS = ("table", "csv", "json")


def add_to(subparsers: argparse._SubParsersAction) -> None:
    """`definitions`, with the theme and the format."""
    parser = subparsers.add_parser(
        "definitions", help=_("The catalogue of indicators: what each figure means")
    )
    parser.add_argument("--theme", help=_("only the indicators of this theme"))
    parser.add_argument("--format", choices=FORMATS, default="table", help=_("how it is written"))


def run(args: argparse.Namespace) -> int:
    """Print the catalogue; raises UnknownTheme for a theme that there is not."""
    catalogue = load_catalogue()
    themes = [args.theme] if args.theme else list(catalogue.themes)
    chosen = [indicator for theme in themes for indicator in catalogue.of_theme(theme)]
    writers = {"table": _as_table, "csv": _as_csv, "json": _as_json}
    writers[args.format](catalogue, chosen)
    return 0


def row(catalogue: Catalogue, indicator: Indicator) -> dict[str, str]:
    """One indicator as texts in the current language, by column name (English, for machines)."""
    better = {"higher": _("higher is better"), "lower": _("lower is better")}
    return {
        "id": indicator.id,
        "theme": str(catalogue.themes[indicator.theme].title),
        "title": str(indicator.title),
        "unit": indicator.unit_facts.label(),
        "better_is": better.get(indicator.better_is or "", _("neither is better")),
        "means": str(indicator.means),
        "watch_out": " ".join(str(text) for text in indicator.watch_out),
        "source": source_in_words(indicator),
        "producer": indicator.producer,
        "licence": indicator.licence,
        "breakdowns": ", ".join(sorted(indicator.breakdowns)),
        "comparison_kind": indicator.comparison_kind,
    }


def source_in_words(indicator: Indicator) -> str:
    """Where the figures come from: 'Kolada N15428', 'SCB TAB5956, TAB6534', 'own data: placed'."""
    source = indicator.source
    if isinstance(source, KoladaSource):
        return f"Kolada {source.kolada_id}"
    if isinstance(source, ScbSource):
        return "SCB " + ", ".join(table.table for table in source.tables)
    if isinstance(source, OwnSource):
        return _("own data, column {name}").format(name=source.outcome)
    return _("own values per area")


def _as_table(catalogue: Catalogue, chosen: list[Indicator]) -> None:
    theme = None
    for indicator in chosen:
        if indicator.theme != theme:
            theme = indicator.theme
            print(f"\n{catalogue.themes[theme].title} ({theme})\n")
        shown = row(catalogue, indicator)
        print(f"  {indicator.id}  {shown['title']}")
        print(f"      {shown['unit']}, {shown['better_is']}. {shown['source']}.")
        print(textwrap.fill(shown["means"], 92, initial_indent=" " * 6, subsequent_indent=" " * 6))
    count = len(chosen)
    print(
        "\n"
        + ngettext("{n} indicator.", "{n} indicators.", count).format(n=count)
        + " "
        + _("What to watch out for is in --format csv and --format json.")
    )


def _as_csv(catalogue: Catalogue, chosen: list[Indicator]) -> None:
    rows = [row(catalogue, indicator) for indicator in chosen]
    writer = csv.DictWriter(sys.stdout, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)


def _as_json(_catalogue: Catalogue, chosen: list[Indicator]) -> None:
    content = {
        "language": current(),
        "indicators": [dict(indicator.entry) for indicator in chosen],
    }
    print(json.dumps(content, ensure_ascii=False, indent=2))
