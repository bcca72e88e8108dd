"""A store that an earlier version made answers what it did then, or says plainly why not.

What is answered is held against answers_of_stores.json (README.md says how it was made).
"""

import json
import shlex

import pytest

from analysis.__main__ import main
from tests.golden.written import differences, plain_csv

QUESTIONS = {
    "breakdown": "breakdown --indicator neet --by sex",
    "index": "index --level district",
    "flow": "flow --outcome 'Långvarigt bistånd' --origin 'Ekonomiskt bistånd' --gap-days 30",
    "variants": "flow-variants",
    "transitions": "flow-transitions",
    "targets": "targets --outcome neet --depth 2",
}
NOT_OF_RELEASES = {"flow", "variants", "transitions", "targets"}
BEFORE_PLACE = "store_before_event_place"


def asked():
    """(store, question) for every store that was kept."""
    for store in ("store_version_1", BEFORE_PLACE, "published_store"):
        for question in QUESTIONS:
            if store == "published_store" and question in NOT_OF_RELEASES:
                continue
            yield store, question


def answer(store, question, kept, capsys):
    """What the command prints, as rows."""
    assert main([*shlex.split(question), "--store", str(kept / f"{store}.duckdb")]) == 0
    return plain_csv(capsys.readouterr().out)


@pytest.mark.parametrize(("store", "question"), asked())
def test_a_kept_store_answers_as_it_did(store, question, kept, capsys):
    before = json.loads((kept / "answers_of_stores.json").read_text(encoding="utf-8"))
    # an older store was made from the same Exempelby as the one of version 1
    then = before["store_version_1" if store == BEFORE_PLACE else store][question]
    now = answer(store, QUESTIONS[question], kept, capsys)
    assert not differences(then, now), "\n".join(differences(then, now)[:20])
