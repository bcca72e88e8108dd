"""The diagram of flows says the same as the table: bands, shares, colours with words."""

import pandas as pd
import pytest

from analysis.flows.answer import FlowAnswer
from analysis.flows.paths import NO_PLACEMENT, OTHER
from analysis.flows.question import FlowQuestion
from ui.draw.palettes import DARK, LIGHT
from ui.flows import charts, time_strips

HVB, HOME, FOSTER = "HVB/SiS", NO_PLACEMENT, "Familjehem/Jourhem"


def row(path, count, asked=None, supported=None, withheld=None):
    return {
        "path": path,
        "count": count,
        "share": None if count is None else count / 200,
        "asked": asked,
        "supported": supported,
        "withheld": withheld,
        "support_withheld": None,
    }


@pytest.fixture
def answer():
    """The guide's figure 6: 120 of 200 moved directly, 60 by way of home, 20 foster homes."""
    rows = [
        row((HVB, HVB), 120),
        row((HVB, HOME, HVB), 60, 60, 12),
        row((HVB, FOSTER, HVB), 20, 20, 8),
        row((OTHER,), None, withheld="few_people"),
    ]
    paths = pd.DataFrame(rows).astype(dict.fromkeys(("count", "asked", "supported"), "Int64"))
    question = FlowQuestion(("HVB", "SiS"), ("HVB", "SiS"), support=("Öppenvård",))
    return FlowAnswer(question, 200, 150, paths, {})


def test_each_shown_path_is_a_band_and_a_withheld_one_is_none(answer):
    bands = charts.bands_of(answer)
    assert [(band.middle, band.count) for band in bands] == [
        ((charts.DIRECT,), 120),
        ((HOME,), 60),
        ((FOSTER,), 20),
    ]
    assert bands[1].parts == {"supported": 12, "unsupported": 48, "": 0}
    assert bands[0].parts == {"supported": 0, "unsupported": 0, "": 120}  # no time for support


def test_as_much_flows_out_of_the_origin_as_into_the_outcome(answer):
    drawn = charts.sankey(answer, LIGHT).data[0]
    origin = sum(v for s, v in zip(drawn.link.source, drawn.link.value, strict=True) if s == 0)
    end = len(drawn.node.label)
    outcome = next(i for i in range(end) if drawn.node.x[i] > 0.99)
    came = sum(v for t, v in zip(drawn.link.target, drawn.link.value, strict=True) if t == outcome)
    assert origin == came == 200


def test_labels_say_persons_shares_and_support(answer):
    labels = " ".join(charts.sankey(answer, LIGHT).data[0].node.label)
    for told in ("60 (30", "20\u00a0% med stöd", "40\u00a0% med stöd"):  # 12 of 60; 8 of 20
        assert told in labels


def test_time_goes_from_left_to_right_and_no_box_leaves_the_picture(answer):
    drawn = charts.sankey(answer, DARK).data[0]
    by_link = zip(drawn.link.source, drawn.link.target, strict=True)
    assert all(drawn.node.x[one] < drawn.node.x[other] for one, other in by_link)
    assert all(0 < y < 1 for y in drawn.node.y)


def test_the_legend_names_only_what_the_diagram_holds(answer):
    words = [told for _colour, told in charts.legend_of(answer, LIGHT)]
    assert words == ["fick stöd däremellan", "inget stöd däremellan", "ingen tid däremellan"]


def test_the_words_beside_the_diagram_tell_every_band(answer):
    told = charts.sankey_alt(answer)
    assert "120 (60\u00a0%)" in told
    assert "ingen placering" in told


def test_thin_and_long_paths_are_drawn_together(answer):
    """Three steps between are too many for a phone; 3 of 210 are 1 %, a hair."""
    long = row((HVB, HOME, FOSTER, HOME, HVB), 7, 7, 0)
    thin = row((HVB, HOME, FOSTER, HVB), 3, 3, 0)
    paths = pd.concat([answer.paths, pd.DataFrame([long, thin])], ignore_index=True)
    bands = charts.bands_of(FlowAnswer(answer.question, 210, 150, paths, {}))
    assert [band.count for band in bands] == [120, 60, 20, 10]
    assert bands[-1].middle == (OTHER,)


def test_a_strip_of_time_is_hatched_where_nothing_lay_between():
    home = time_strips.strip_html(time_strips.Stretch((HOME,), (True,), 90), 180)
    foster = time_strips.strip_html(time_strips.Stretch((FOSTER,), (False,), 180), 180)
    assert "gradient" in home
    assert "gradient" not in foster
    assert "width:39.0%" in home  # half of what is left between the ends: (100 - 22) / 2
    assert "90" in time_strips.words(time_strips.Stretch((HOME,), (True,), 90))


def test_names_from_outside_are_escaped_in_a_strip():
    assert "<b>" not in time_strips.strip_html(time_strips.Stretch(("<b>",), (False,), 1), 90)
