"""What a page might have shown, made up so that it can be counted by hand."""

from needs.figures import Figures, Row, Snapshot, SourceSeen, Year


def snapshot(**changes) -> Snapshot:
    """Granfors: 200 of 1 000 young people neither work nor study; 500 of 5 000 elsewhere.

    The whole is 700 of 6 000 (11,67 %); the third group is withheld.
    """
    rows = (
        Row("granfors", "Granfors", 0.2, 0.176, 0.226, 1000, 200, None, "worse"),
        Row("centrum", "Centrum", 0.1, 0.092, 0.109, 5000, 500, None, "no_clear_difference"),
        Row("oster", "Öster", None, withheld="färre än 5 med utfallet"),
    )
    figures = Figures(
        indicator="neet",
        title="Unga som varken arbetar eller studerar",
        unit="share",
        decimals=1,
        better_is="lower",
        year=2024,
        by="distrikt",
        rows=rows,
        whole=Row("", "Hela kommunen", 7 / 60, 0.109, 0.125, 6000, 700),
        focus="granfors",
        trend=(Year(2019, 0.1, 0.08, 0.12), Year(2022, 0.15, 0.13, 0.17), Year(2024, 0.2)),
        outcome="neet",
    )
    values = {
        "kind": "breakdown",
        "title": "Unga som varken arbetar eller studerar, 2024, efter distrikt",
        "sentence": "11,7 % av unga 16–24 år varken arbetar eller studerar. Sämst: Granfors.",
        "figures": figures,
        "method": "Räknat på kommunens egna personer, skyddat; 95 % Wilson.",
        "sources": (SourceSeen("Exempelby", "2026-11-24", "egna uppgifter"),),
        "caveats": ("Delarna summerar inte till helheten, eftersom de är skyddade var för sig.",),
        "data_version": "v1",
        "is_sample": True,
        "question": {"indicator": "neet", "by": ["area_code_district"], "year": 2024},
        "link": "bryt_ner?nyckeltal=neet&uppdelning=area_code_district",
    }
    return Snapshot(**{**values, **changes})
