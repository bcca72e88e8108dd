"""A need with everything written, made up; its figures are those of seen.py."""

from dataclasses import replace
from datetime import UTC, date, datetime

from seen import snapshot

from needs.need import Evidence, IdeaReview, Need, TargetGroup, Voice, VoiceKind
from needs.status import Check, Status

MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def evidence(number=1, **changes) -> Evidence:
    seen = snapshot(**changes)
    return Evidence(
        **{name: getattr(seen, name) for name in seen.__dataclass_fields__},
        id=number,
        need_id=7,
        saved_at=MORNING,
        saved_by="strategist",
    )


def need(**changes) -> Need:
    whole = Need(
        id=7,
        version=3,
        title="Unga i Granfors står utanför",
        sentence="Unga i Granfors behöver en väg till arbete eller studier.",
        theme="work",
        target_group=TargetGroup("16–24 år i Granfors"),  # noqa: RUF001
        staff_picture="Vi ser fler som sitter hemma.",
        staff_picture_at=MORNING,
        agreed_picture="Sedan bruket stängde saknas första jobb.",
        idea_review=IdeaReview(
            real_need="Ja, siffror och intervjuer säger samma sak.",
            new_ways="Uppsökande arbete tillsammans.",
            several_boards="Arbetsmarknad, skola och två föreningar.",
            better_and_cheaper="Färre år utanför.",
            priorities="I linje med kommunens mål 2027.",
            content="Ett lag som söker upp.",
            expected_effects="Hälften så många om fem år.",
            resources="Tre tjänster.",
            activities="Samtal, praktik.",
            short_term_results="40 i praktik.",
            long_term_goals="Samma nivå som övriga.",
            open_questions="Vem leder laget?",
        ),
        status=Status.AGREED,
        set_aside_reason="",
        main_evidence_id=None,
        created_at=MORNING,
        changed_at=MORNING,
        created_by="strategist",
        evidence=(evidence(),),
        voices=(
            Voice(
                1,
                VoiceKind.INTERVIEW,
                "fältassistent",
                "De har ingenstans att gå.",
                date(2026, 10, 3),
                MORNING,
                "strategist",
            ),
            Voice(
                2,
                VoiceKind.FOCUS_GROUP,
                "elever i nian",
                "=Alla <flyttar> & drar.",
                None,
                MORNING,
                "strategist",
            ),
        ),
        checks=frozenset(Check),
    )
    return replace(whole, **changes)
