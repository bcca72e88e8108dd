"""Does looking for target groups, with what can be chosen there, count anybody?"""

import pytest
from population import OUTCOME

from analysis.answers import TargetQuestion, ask
from analysis.disclosure.allowed_questions import SMALLEST_SIZES, OffLattice
from analysis.disclosure.gate import Gate


def test_a_smallest_size_that_is_moved_until_the_group_goes(store, attack):
    """A group goes when the size passes its true number: halving finds it, where any size is free.

    Sizes are therefore a short list, and tell no more than between which two of them a group lies.
    """
    gate, asked = Gate(), {"outcome": OUTCOME, "depth": 1, "first_year": 2024, "last_year": 2024}
    listed = ask(store, TargetQuestion(**asked, smallest=20), gate).groups
    assert listed  # the women of 65-79 of K5, all with the outcome, are in a group that stands out
    refused, exact = 0, 0
    for group in listed:
        low, high = 10, 2 * group.people
        while high - low > 1:
            middle = (low + high) // 2
            try:
                found = ask(store, TargetQuestion(**asked, smallest=middle), gate).groups
            except OffLattice:
                refused += 1
                break
            there = any(other.conditions == group.conditions for other in found)
            low, high = (middle, high) if there else (low, middle)
        exact += high - low == 1
    attack("a smallest size that is moved until the group goes", tried=len(listed), exact=exact)
    assert exact == 0


@pytest.mark.parametrize("smallest", [1, 11, 49, 51])
def test_a_size_that_is_not_listed_is_refused(store, smallest):
    with pytest.raises(OffLattice, match=str(SMALLEST_SIZES[0])):
        ask(store, TargetQuestion(OUTCOME, smallest=smallest), Gate())


def test_no_error_of_the_finder_counts_people(store, attack):
    """More people asked for than there are: the text names the size, not how many there are."""
    with pytest.raises(ValueError, match="fewer|färre") as refused:
        ask(store, TargetQuestion(OUTCOME, smallest=5000), Gate())
    said = "".join(filter(str.isdigit, str(refused.value)))
    exact = said != "5000"
    attack("errors of the finder", tried=1, exact=exact)
    assert exact == 0
