"""Which indicator is asked for: one of the catalogue, or a column that only this store knows?"""

from dataclasses import replace

from indicators.catalogue import load_catalogue
from indicators.entry import Indicator, OwnSource
from indicators.errors import UnknownIndicator
from indicators.texts import Text
from language import _
from language.errors import BehovsbildError
from store.read import Store


class NothingThere(BehovsbildError, LookupError):
    """The question is understood, but the store has no figures for it."""


class NotBrokenDown(BehovsbildError, LookupError):
    """A breakdown that the indicator's source does not have."""


OWN_COLUMNS = "own_columns"  # the theme of outcomes that the catalogue does not describe


def own_columns_title() -> str:
    """What the theme of outcomes outside the catalogue is called on screen."""
    return _("Own columns")


def uncatalogued(store: Store) -> tuple[Indicator, ...]:
    """The outcomes of the store's people that the catalogue does not describe, in order."""
    catalogue = load_catalogue().indicators.values()
    known = {i.source.outcome for i in catalogue if isinstance(i.source, OwnSource)}
    names = [name for name in store.query("people/outcomes")["name"] if name not in known]
    return tuple(asked_indicator(store, name) for name in names)


def asked_indicator(store: Store, indicator_id: str) -> Indicator:
    """The catalogue's indicator, else one made from an outcome column of the store's people.

    raises  UnknownIndicator, with the ids that come closest
    """
    try:
        return load_catalogue().find(indicator_id)
    except UnknownIndicator:
        own = store.query("people/outcomes").set_index("name")
        if indicator_id not in own.index:
            raise
        label = own.loc[indicator_id]
        return _uncatalogued(indicator_id, Text(label["label_sv"], label["label_en"]))


def _uncatalogued(outcome: str, label: Text) -> Indicator:
    """An indicator for a column that nobody has described: it counts, and says no more."""
    pattern = next(
        i for i in load_catalogue().indicators.values() if isinstance(i.source, OwnSource)
    )
    return replace(
        pattern,
        id=outcome,
        theme=OWN_COLUMNS,
        title=label,
        short_title=label,
        means=Text(
            f"Kolumnen {outcome} i kommunens egen fil; den är inte beskriven i katalogen.",
            f"The column {outcome} of the municipality's own file, not described in the catalogue.",
        ),
        watch_out=(),
        better_is="lower",
        numerator=None,
        denominator=None,
        noun=Text(f"andelen med {label.sv}", f"the share with {label.en}"),
        who=Text("de tillfrågade", "those asked"),
        having=Text(f"har {label.sv}", f"have {label.en}"),
        not_having=Text(f"har inte {label.sv}", f"do not have {label.en}"),
        source=OwnSource(outcome, 0, None),
        producer=_("own data"),
        licence="own data",
        breaks=(),
        public_twin=None,
        stand_in=None,
        entry={},
    )
