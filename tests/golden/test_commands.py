"""Every command of `python -m analysis` prints today what it did, as CSV and as JSON."""

import json

import pytest

from analysis.__main__ import main
from tests.golden.written import assert_golden, plain_csv, rounded

COMMANDS = {
    "breakdown": ["breakdown", "--indicator", "neet", "--by", "area_code_district,sex"],
    "breakdown-narrowed": ["breakdown", "--indicator", "high_absence", "--sex", "men"],
    "breakdown-public": ["breakdown", "--indicator", "N15428"],
    "correlate": ["correlate", "--outcome", "neet", "--level", "district"],
    "correlate-areas": ["correlate", "--outcome", "neet", "--level", "district", "--areas"],
    "index": ["index", "--level", "district"],
    "index-zscore": ["index", "--level", "district", "--method", "zscore", "--year", "2020"],
    "flow": [
        *("flow", "--outcome", "HVB,SiS", "--origin", "HVB,SiS", "--support", "Öppenvård"),
        *("--merge", "HVB/SiS=HVB,SiS", "--window-days", "1095"),
    ],
    "flow-transitions": ["flow-transitions"],
    "flow-variants": ["flow-variants", "--kind", "placement,intervention"],
    "targets": ["targets", "--outcome", "not_eligible"],
    "targets-theme": ["targets", "--theme", "school", "--depth", "2"],
}
OF_RELEASES = ("breakdown", "breakdown-narrowed", "breakdown-public", "correlate", "index", "flow")


@pytest.mark.parametrize("form", ["csv", "json"])
@pytest.mark.parametrize(
    ("store", "name"),
    [("sample", name) for name in COMMANDS] + [("published", name) for name in OF_RELEASES],
)
def test_a_command_prints_what_it_did(store, name, form, golden_stores, capsys):
    words = [*COMMANDS[name], "--format", form, "--store", str(golden_stores[store])]
    ended = main(words)
    printed = capsys.readouterr()
    read = plain_csv if form == "csv" or not printed.out else lambda text: rounded(json.loads(text))
    told = {"ended": ended, "printed": read(printed.out), "said": printed.err.splitlines()}
    assert_golden(f"commands/{store}-{name}-{form}", told)
