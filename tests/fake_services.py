"""Small hand-made stand-ins of Kolada, SCB and its map service, for a municipality of our own.

Lillby, code 1201 in county 12, has two small areas, and compares with Storby (1202).
"""

import json
import re
from urllib.parse import parse_qs

import httpx

from data_pipeline.fetch.cache import AnswerCache
from data_pipeline.fetch.http import Pace, Service
from data_pipeline.fetch.municipality import Services
from data_pipeline.fetch.scb_questions import Wanted
from indicators.building import SCB_VINTAGES
from indicators.catalogue import Indicator, ScbTable, load_catalogue

PLACES = [
    {"id": "0000", "title": "Riket", "type": "L"},
    {"id": "0012", "title": "Region Lillän", "type": "L"},
    {"id": "1201", "title": "Lillby", "type": "K"},
    {"id": "1202", "title": "Storby", "type": "K"},
]
GROUPS = [
    {
        "id": f"G{number}",
        "title": title,
        "members": [{"member_id": "1202", "member_title": "Storby"}],
    }
    for number, title in enumerate(
        [
            "Liknande kommuner grundskola, Lillby, 2023",
            "Liknande kommuner grundskola, Lillby, 2024",
            "Liknande kommuner, övergripande, Lillby, 2025",
            "Liknande kommuner grundskola, Storby, 2025",
            "Lillbyregionen (ovägt medel)",
        ]
    )
]


class FakeKolada:
    """Answers `cells[kpi]` for every place and year asked; `page_size` rows a page."""

    def __init__(self, cells, page_size=5000):
        self.cells, self.page_size, self.asked = cells, page_size, []

    def __call__(self, request):
        self.asked.append(request.url.path)
        parts = request.url.path.removeprefix("/v3/").split("/")
        query = parse_qs(request.url.query.decode())
        if parts[0] == "municipality":
            return self.page(PLACES, query, request)
        if parts[0] == "municipality_groups":
            title = query["title"][0]
            return self.page([g for g in GROUPS if title in g["title"]], query, request)
        if parts[0] == "kpi":
            return self.page([], query, request)
        kpis, places, years = (part.split(",") for part in parts[2::2])
        assert max(map(len, (kpis, places, years))) <= 25
        rows = [
            {"kpi": kpi, "municipality": place, "period": int(year), "values": cells}
            for kpi in kpis
            for place in places
            for year in years
            if (cells := self.cells(kpi, place, int(year)))
        ]
        return self.page(rows, query, request)

    def page(self, rows, query, request):
        number, size = int(query.get("page", ["1"])[0]), self.page_size
        following = request.url.copy_set_param("page", number + 1)
        return httpx.Response(
            200,
            json={
                "values": rows[(number - 1) * size : number * size],
                "count": len(rows),
                "next_url": str(following) if number * size < len(rows) else None,
                "previous_url": None,
            },
        )


def cell(gender, value, status="", *, deleted=False):
    return {"gender": gender, "count": 1, "status": status, "value": value, "isdeleted": deleted}


class FakeScb:
    """One table, TAB1; a cell is `value(region, code, year)`, for the regions and years it has."""

    def __init__(self, regions, years, value, *, lacks=(), most_cells=1000, contents=("A", "B")):
        self.regions, self.years, self.value = regions, years, value
        self.lacks, self.most_cells, self.contents = set(lacks), most_cells, contents
        self.asked, self.updated = [], "2026-01-01"

    def __call__(self, request):
        if request.url.path.endswith("/config"):
            return httpx.Response(200, json={"maxDataCells": self.most_cells})
        if "/tables/TAB1/" not in request.url.path:
            return httpx.Response(404, json={"title": "Non-existent table"})
        if request.url.path.endswith("/metadata"):
            return httpx.Response(200, json=self.cube(self.regions, self.contents, self.years))
        selection = {
            part["variableCode"]: part["valueCodes"]
            for part in json.loads(request.content)["selection"]
        }
        self.asked.append(selection)
        if self.lacks & set(selection["Tid"]):
            return httpx.Response(404, json={"title": "Not recorded"})
        chosen = (selection["Region"], selection["ContentsCode"], selection["Tid"])
        values = [self.value(r, c, int(t)) for r in chosen[0] for c in chosen[1] for t in chosen[2]]
        assert len(values) <= self.most_cells
        return httpx.Response(200, json={**self.cube(*chosen), "value": values})

    def cube(self, regions, contents, years):
        dimensions = {"Region": regions, "ContentsCode": contents, "Tid": years}
        return {
            "id": list(dimensions),
            "size": [len(codes) for codes in dimensions.values()],
            "updated": self.updated,
            "dimension": {
                name: {
                    "category": {
                        "index": {code: place for place, code in enumerate(codes)},
                        "label": dict.fromkeys(codes, "Samma namn"),
                    },
                    "extension": {"elimination": False},
                }
                for name, codes in dimensions.items()
            },
        }


def wanted(**changes):
    """A catalogue entry's part of TAB1: code A of each RegSO, unless `changes` say otherwise."""
    spec = {
        "table": "TAB1",
        "levels": ("regso",),
        "first_year": 2010,
        "last_year": None,
        "selection": {},
        "numerator": {"ContentsCode": ("A",)},
        "denominator": None,
        "sex": None,
        "age_group": None,
        "factor": 1.0,
        "vintages": SCB_VINTAGES,
    }
    some: Indicator = next(iter(load_catalogue().indicators.values()))
    return Wanted(some, ScbTable(**{**spec, **changes}))


def fake_wfs(request):
    """RegSO 2025 with two squares beside each other at longitude 15, latitude 60."""
    query = parse_qs(request.url.query.decode())
    if query["request"] == ["GetCapabilities"]:
        names = "<FeatureType><Name>stat:RegSO_2025</Name></FeatureType>"
        return httpx.Response(200, text=f"<WFS_Capabilities>{names}</WFS_Capabilities>")
    code = re.search(r"\d{4}", query["CQL_FILTER"][0])[0]
    squares = [(15.0, 60.0), (15.1, 60.0)] if code == "1201" else []
    features = [
        {
            "type": "Feature",
            "properties": {"regsokod": f"{code}R00{n}", "regsonamn": "Åsen ", "kommunkod": code},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[x, y], [x + 0.1, y], [x + 0.1, y + 0.1], [x, y + 0.1], [x, y]]],
            },
        }
        for n, (x, y) in enumerate(squares, start=1)
    ]
    return httpx.Response(
        200,
        json={"features": features, "numberMatched": len(features), "crs": None},
    )


def fake_services(folder, kolada=None, scb=None, wfs=fake_wfs):
    """The three stand-ins behind the real client code, with a cache in `folder`."""
    stand_ins = {
        "kolada": ("http://fake/v3", kolada or FakeKolada(lambda *_asked: [])),
        "scb": ("http://fake/api/v2", scb or FakeScb(["1201R001"], ["2024"], lambda *_asked: 1)),
        "wfs": ("http://fake/wfs", wfs),
    }
    return Services(
        *(
            Service(
                name,
                base,
                cache=AnswerCache(folder),
                pace=Pace(0, 0),
                transport=httpx.MockTransport(answers),
                sleep=lambda _seconds: None,
            )
            for name, (base, answers) in stand_ins.items()
        )
    )
