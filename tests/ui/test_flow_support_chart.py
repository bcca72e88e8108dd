"""The picture of support behind a flow: a dot a group, and an interval with two ends."""

import pandas as pd
import pytest

from analysis.flows.background import Background
from ui.draw.palettes import LIGHT
from ui.flows import support_chart


def test_error_bars_reach_from_the_low_end_to_the_high_end():
    table = pd.DataFrame(
        {
            "value": ["w", "m"],
            "label": ["Flickor", "Pojkar"],
            "asked": pd.array([40, 40], dtype="Int64"),
            "supported": pd.array([30, 8], dtype="Int64"),
            "supported_share": [0.75, 0.20],
            "supported_share_low": [0.60, 0.10],
            "supported_share_high": [0.86, 0.35],
            "rest_share": [0.20, 0.75],
            "has_less_support": [False, True],
            "everyone_share": [0.5, 0.5],
            "people": pd.array([120, 120], dtype="Int64"),
        }
    )
    figure = support_chart.figure([Background("sex", "sex", "Kön", table)], LIGHT)
    ends = [
        (trace.x[0] - trace.error_x.arrayminus[0], trace.x[0] + trace.error_x.array[0])
        for trace in figure.data
        if trace.error_x.array is not None
    ]
    assert ends == [pytest.approx((60, 86)), pytest.approx((10, 35))]
