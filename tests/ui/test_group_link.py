"""A group survives its address whatever its values are called."""

import random

import pytest

from ui.state.group_address import decode, encode, group_of, single_value


def test_a_group_is_the_same_whichever_way_it_was_put_together():
    assert group_of({"sex": ["men"], "age": ["b", "a", "b"], "area": []}) == group_of(
        {"age": ["a", "b"], "sex": ("men",)}
    )


def test_what_separates_is_escaped():
    group = group_of({"a:b": ["c;d", "e,f", "\\", "g\\,"]})
    assert encode(group_of({"sex": ["x,y"]})) == "sex:x\\,y"
    assert decode(encode(group)) == group


def test_everyone_is_nothing():
    assert (encode(()), decode("")) == ("", ())


@pytest.mark.parametrize("seed", range(5))
def test_any_value_survives(seed):
    random.seed(seed)
    for _round in range(500):
        word = lambda: "".join(random.choices("\\,:;åa0 +%&=\n", k=random.randint(1, 6)))  # noqa: E731
        group = group_of({word(): [word() for _v in range(3)] for _c in range(3)})
        assert decode(encode(group)) == group


def test_random_text_is_read_or_refused_and_never_raises():
    random.seed(7)
    for _round in range(5000):
        text = "".join(random.choices("\\,:;ab", k=random.randint(0, 12)))
        read = decode(text)
        assert read is None or decode(encode(read)) == read


def test_a_single_value_is_told_where_it_is_known():
    group = group_of({"sex": ["men"], "age": ["a", "b"]})
    assert single_value(group, {"women", "men"}) == "men"
    assert single_value(group, {"a", "b"}) is None
