"""Which question about flows has the reader put together? Read from the address, forgivingly.

A ready question from the catalogue, or two types of events of the reader's own choice; and the
rules that decide the figures. What is chosen stands in the address under Swedish names.
"""

from dataclasses import dataclass

from analysis.answers import FlowChoices, FlowChoicesQuestion, NobodyLeft
from analysis.flows.question import FlowQuestion, in_running_text, listed
from indicators.flow_presets import FlowPreset
from language import _, ngettext
from ui.ask import ask
from ui.state.group_address import single_value
from ui.state.selection import Selection

PRESET, OUTCOME, ORIGIN = "fraga", "utfall", "ursprung"
WINDOW, GAP, SUPPORT, PATH, FIRST = "fonster", "glapp", "stod", "vag", "fran"
OWN_QUESTION, ANY_TIME, EVERYONE, ALL_SUPPORT = "eget", "alla", "", "allt"
WINDOWS = (365, 730, 1095, 1460)
GAPS = (0, 1, 7, 14, 30, 62)
OWN_WINDOW, OWN_GAP = 730, 7
DAYS_A_MONTH = 365 / 12


@dataclass(frozen=True)
class Asked:
    """The question as it is asked, and in words.

    preset   None: the reader's own two types
    """

    preset: FlowPreset | None
    question: FlowQuestion

    @property
    def outcome_words(self) -> str:
        """'en ny placering på HVB eller SiS'."""
        return str(self.preset.outcome) if self.preset else listed(self.question.outcomes)

    @property
    def outcomes_words(self) -> str | None:
        """'omplaceringar'; None where no word is known."""
        return str(self.preset.outcomes) if self.preset and self.preset.outcomes else None

    @property
    def origin_words(self) -> str:
        """'en tidigare placering på HVB eller SiS'."""
        return str(self.preset.origin) if self.preset else listed(self.question.origins)

    def title(self) -> str:
        """The question as a person would ask it, and about whom where not about everyone."""
        whom = ", ".join(in_running_text(c.words) for c in self.question.conditions)
        if not whom:
            return self._of_everyone()
        return _("{question} Only {whom}.").format(question=self._of_everyone(), whom=whom)

    def _of_everyone(self) -> str:
        """The catalogue's own words where the question is the catalogue's."""
        if self.preset and self.question.support == self.preset.support_types:
            return str(self.preset.question)
        asked = _("Which paths led from {origin} to {outcome}").format(
            origin=self.origin_words, outcome=self.outcome_words
        )
        if not self.question.support:
            return f"{asked}?"
        return asked + _(", and who had {support} on the way?").format(
            support=listed(self.question.support).lower()
        )


def choices() -> FlowChoices:
    """What can be asked here."""
    return ask(FlowChoicesQuestion())


def presets(known: FlowChoices) -> dict[str, str]:
    """The ready questions, and the reader's own last."""
    ready = {name: str(preset.title) for name, preset in known.presets.items()}
    return {**ready, OWN_QUESTION: _("My own: choose two events")}


def preset_of(now: Selection, known: FlowChoices) -> FlowPreset | None:
    """The ready question that is asked; None: the reader's own."""
    first = next(iter(known.presets), OWN_QUESTION)
    name = now.own(PRESET, first)
    return None if name == OWN_QUESTION else known.presets.get(name) or known.presets.get(first)


def windows(default: int) -> dict[str, str]:
    """How far back is looked: days -> words."""
    days = sorted({*WINDOWS, default})
    return {**{str(n): months(n) for n in days}, ANY_TIME: _("any time before")}


def months(days: int) -> str:
    """730 -> '24 månader'."""
    n = round(days / DAYS_A_MONTH)
    return ngettext("{n} month", "{n} months", n).format(n=n)


def gaps(default: int) -> dict[str, str]:
    """Under how many days two events count as adjoining: days -> words."""
    return {
        str(n): _("only the same day") if n == 0 else ngettext("{n} day", "{n} days", n).format(n=n)
        for n in sorted({*GAPS, default})
    }


def supports(known: FlowChoices, default: tuple[str, ...]) -> dict[str, str]:
    """What counts as support: the question's own, each kind by itself, or all."""
    options = {",".join(default): listed(default)} if default else {}
    options |= {name: name for name in known.supports}
    if len(known.supports) > 1:
        options[ALL_SUPPORT] = _("all kinds of support")
    return options


def defaults(preset: FlowPreset | None, known: FlowChoices) -> tuple[int, int, tuple[str, ...]]:
    """Window and gap in days, and support, where the reader has chosen nothing."""
    if preset is None:
        return OWN_WINDOW, OWN_GAP, known.supports
    return preset.window_days, preset.gap_days, known.known(preset.support_types)


def own_ends(now: Selection, known: FlowChoices) -> tuple[str, str]:
    """The outcome and the origin of the reader's own question."""
    types = list(known.types)
    outcome, origin = now.own(OUTCOME, types[-1]), now.own(ORIGIN, types[0])
    return (
        outcome if outcome in known.types else types[-1],
        origin if origin in known.types else types[0],
    )


def asked(now: Selection) -> Asked:
    """The question of a selection; a choice that is not understood keeps its default."""
    known = choices()
    preset = preset_of(now, known)
    window, gap, support = defaults(preset, known)
    about = sex(now, known)
    chosen_window = _one_of(now.own(WINDOW, str(window)), windows(window), str(window))
    rules = {
        "window_days": None if chosen_window == ANY_TIME else int(chosen_window),
        "gap_days": int(_one_of(now.own(GAP, str(gap)), gaps(gap), str(gap))),
        "support": _support(now, known, support),
        # Only sex: a flow of one age or one area would be next to nobody.
        "conditions": () if about is None else (known.sexes[about],),
    }
    if preset is None:
        outcome, origin = own_ends(now, known)
        return Asked(None, FlowQuestion(outcomes=(outcome,), origins=(origin,), **rules))
    merges = {state: known.known(types) for state, types in preset.merges.items()}
    question = FlowQuestion(
        outcomes=known.known(preset.outcome_types),
        origins=known.known(preset.origin_types),
        states=known.known(preset.state_types),
        merges={state: types for state, types in merges.items() if types},
        empty_state=str(preset.empty_state),
        **rules,
    )
    return Asked(preset, question)


def sex(now: Selection, known: FlowChoices) -> str | None:
    """The sex that it is about, as chosen or of the group; None: everyone.

    raises   NobodyLeft where the sex chosen is not the group's
    """
    of_group = single_value(now.group, known.sexes)
    if of_group and now.sex in known.sexes and now.sex != of_group:
        raise NobodyLeft(known.sexes[now.sex].words, known.sexes[of_group].words)
    chosen = of_group or now.sex
    return chosen if chosen in known.sexes else None


def path_key(path: tuple[str, ...]) -> str:
    """A path as it stands in the address and in files."""
    return " > ".join(path)


def _support(now: Selection, known: FlowChoices, default: tuple[str, ...]) -> tuple[str, ...]:
    chosen = _one_of(now.own(SUPPORT, ""), supports(known, default), ",".join(default))
    return known.supports if chosen == ALL_SUPPORT else known.known(tuple(chosen.split(",")))


def _one_of(value: str, options: dict[str, str], default: str) -> str:
    return value if value in options else default
