"""Which addresses of which pages are held to golden values?

Each page as it opens, and what changes most of what it shows. `saves` names the kinds of evidence
that can be saved there.
"""

from dataclasses import dataclass, field

BOYS_IN_ACTION = "sex:men;birth_region:outside_nordic"
TWO_AREAS = "9999D09,9999D21"


@dataclass(frozen=True)
class Case:
    """An address: the page, a name for the file, the parameters, and what is saved there.

    A published store says the same of every question that needs persons: that it has none.
    """

    page: str
    name: str
    query: dict[str, str] = field(default_factory=dict)
    saves: tuple[str, ...] = ()


CASES = (
    Case("oversikt", "default"),
    Case("nyckeltal", "default", saves=("overview",)),
    Case("nyckeltal", "country", {"tema": "work", "nyckeltal": "N02797", "jamfor": "country"}),
    Case("nyckeltal", "own_count", {"nyckeltal": "not_eligible", "ar": "2022"}),
    Case("bryt_ner", "default", saves=("breakdown",)),
    Case(
        "bryt_ner",
        "two_splits",
        {"nyckeltal": "neet", "uppdelning": "area_code_district,sex"},
        saves=("breakdown",),
    ),
    Case("bryt_ner", "narrowed", {"nyckeltal": "high_absence", "kon": "men", "alder": "13-15"}),
    Case(
        "bryt_ner",
        "group",
        {"nyckeltal": "mental_ill_health", "uppdelning": "age_group", "grupp": BOYS_IN_ACTION},
    ),
    Case("floden", "default", saves=("flow",)),
    Case("floden", "absence", {"fraga": "absence_to_placement", "glapp": "30"}),
    Case("floden", "worry_of_boys", {"fraga": "worry_to_placement", "kon": "men"}),
    Case(
        "floden",
        "own_question",
        {
            "fraga": "eget",
            "utfall": "Långvarigt bistånd",
            "ursprung": "Ekonomiskt bistånd",
            "fonster": "1095",
            "stod": "Arbetsmarknadsinsats",
        },
        saves=("flow",),
    ),
    Case("malgrupper", "default"),
    Case("malgrupper", "found", {"utfall": "not_eligible"}, saves=("group",)),
    Case("malgrupper", "better", {"utfall": "neet", "riktning": "battre", "period": "5"}),
    Case("malgrupper", "theme", {"utfall": "tema:school"}, saves=("group",)),
    Case(
        "malgrupper",
        "by_hand",
        {
            "utfall": "not_eligible",
            "del": "avgransa",
            "v_sex": "men",
            "v_birth_region": "outside_nordic",
        },
        saves=("group",),
    ),
    Case(
        "malgrupper",
        "withheld",
        {"utfall": "not_eligible", "del": "avgransa", "v_sex": "men", "v_area_code": "9999D09"},
    ),
    Case(
        "malgrupper",
        "spread",
        {"utfall": "not_eligible", "del": "spridning"},
        saves=("variation",),
    ),
    Case("karta", "default", saves=("map",)),
    Case(
        "karta",
        "figure",
        {"visa": "nyckeltal", "nyckeltal": "not_eligible", "klasser": "natural", "kluster": "ja"},
        saves=("map",),
    ),
    Case("karta", "two_figures", {"visa": "tva", "nyckeltal": "neet", "niva": "district"}),
    Case("karta", "two_years", {"visa": "index", "ar": "2024", "ar2": "2015", "metod": "zscore"}),
    Case(
        "karta",
        "own_area",
        {"visa": "nyckeltal", "nyckeltal": "neet", "eget": TWO_AREAS, "omrade": "9999D09"},
    ),
    Case("definitioner", "default"),
    Case("definitioner", "own_count", {"nyckeltal": "neet"}),
    Case("data", "default"),
    Case("prioritera", "nothing"),
    Case("behov", "nothing"),
)
WITH_NEEDS = (  # on the needs of tests/contracts/needs_database.db
    Case("oversikt", "needs"),
    Case("prioritera", "needs"),
    Case("prioritera", "weights", {"v_storlek": "0", "v_ojamlikhet": "10"}),
    Case("behov", "list"),
    Case("behov", "picture", {"behov": "1"}),
    Case("behov", "figures", {"behov": "1", "del": "underlag"}),
    Case("behov", "figures_of_flows", {"behov": "2", "del": "underlag", "siffror": "ja"}),
    Case("behov", "hand_over", {"behov": "1", "del": "overlamning"}),
    Case("behov", "history", {"behov": "1", "del": "historik"}),
    Case("bryt_ner", "saved_group", {"nyckeltal": "neet", "grupp": "sex:men"}),
)

DEFAULT, OF_PERSONS = {"default", "nothing"}, {"floden", "malgrupper"}
SHOWN = tuple(  # case, store, language; a release in English only as its pages open
    (case, store, language)
    for case in CASES
    for store in ("sample", "published")
    for language in ("sv", "en")
    if store == "sample"
    or case.name in DEFAULT
    or (language == "sv" and case.page not in OF_PERSONS)
)
