"""A group that got less support is told; chance and groups too small are not."""

import pandas as pd

from analysis.answers import BackgroundQuestion, FlowChoicesQuestion, ask
from analysis.disclosure.gate import Gate
from analysis.flows.background import Background, gap_sentence, with_support_gaps
from analysis.flows.question import FlowQuestion
from tests.flow_people import flow_store

QUESTION = FlowQuestion(("HVB", "SiS"), ("HVB", "SiS"), support=("Öppenvård",))


def table(**groups):
    rows = [(name, name, n, k, k / n) for name, (k, n) in groups.items()]
    return pd.DataFrame(rows, columns=["value", "label", "asked", "supported", "supported_share"])


def told(*tables):
    judged = with_support_gaps(list(tables), noise_variance=0.0)
    return gap_sentence([Background(str(i), "background", "", t) for i, t in enumerate(judged)])


def test_the_group_with_clearly_less_support_is_named_with_both_shares():
    sentence = told(table(men=(9, 150), women=(29, 69)))  # the sample's homecomings: 6 and 42 %
    assert sentence.startswith("Men")
    assert "6\u00a0%" in sentence
    assert "42\u00a0%" in sentence


def test_no_difference_is_no_sentence():
    assert told(table(men=(20, 100), women=(22, 100))) == ""


def test_a_group_of_fewer_than_twenty_is_not_judged():
    assert told(table(few=(0, 19), many=(60, 100))) == ""


def test_of_two_the_group_that_more_went_without_is_told_first():
    small, large = table(a=(2, 30), b=(15, 30)), table(c=(20, 400), d=(200, 400))
    assert told(small, large).startswith("C")


def test_the_boys_of_the_hand_made_municipality_had_less_support(tmp_path):
    [sex] = ask(flow_store(tmp_path), BackgroundQuestion(QUESTION), Gate(exact=True))
    boys = sex.table.set_index("value").loc["m"]
    assert (boys["people"], boys["asked"], boys["supported"]) == (120, 40, 8)  # as flow_people says
    assert boys["has_less_support"]
    assert boys["everyone_share"] == 0.5


def test_only_persons_of_the_chosen_path_are_counted(tmp_path):
    store = flow_store(tmp_path)
    direct = ask(store, BackgroundQuestion(QUESTION, ("HVB", "SiS")), Gate(exact=True))
    assert direct[0].table["people"].tolist() == [80, 80]
    assert direct[0].table["supported"].fillna(0).tolist() == [0, 0]


def test_only_what_has_an_answer_can_be_asked(tmp_path):
    found = ask(flow_store(tmp_path), FlowChoicesQuestion(), Gate())
    assert list(found.presets) == ["replacement"]  # nobody was absent, worried about or assisted
    assert found.supports == ("Kontaktperson", "Öppenvård")
    assert found.sources[0].producer == "test"
