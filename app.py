"""Behovsbild: which pages there are, in the order in which the questions are asked."""

from language import _
from ui.map.choices import shows_own
from ui.page import frame


def main() -> None:
    """Run the page that the address names, inside the frame."""
    frame.begin()
    frame.run(
        [
            frame.page("oversikt", _("Overview"), first=True),
            frame.page(
                "nyckeltal",
                _("Key figures"),
                controls=("theme", "indicator", "theme_year", "comparison"),
            ),
            frame.page(
                "bryt_ner",
                _("Break down"),
                controls=("theme", "indicator", "year", "narrowing"),
            ),
            frame.page("floden", _("Flows"), controls=("group",)),
            frame.page("malgrupper", _("Target groups"), controls=("group",)),
            frame.page(
                "karta",
                _("Map"),
                controls=("theme", "indicator", "narrowing"),
                shows_own=shows_own,
            ),
            frame.page("behov", _("Needs")),
            frame.page("prioritera", _("Prioritise")),
            frame.page("definitioner", _("Definitions"), controls=("theme", "indicator")),
            frame.page("data", _("Data")),
        ]
    )


if __name__ == "__main__":
    main()
