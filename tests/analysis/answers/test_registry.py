"""Whatever can be asked is answered, and is a value that answers can be kept by."""

from dataclasses import is_dataclass

import pytest

from analysis import answers
from analysis.question import Question

QUESTIONS = [
    getattr(answers, name) for name in answers.__all__ if name.endswith("Question")
]  # fmt: skip


def test_every_question_that_is_handed_out_is_answered_and_no_other():
    assert set(QUESTIONS) == set(answers.ANSWERED_BY)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_a_frozen_value_that_names_the_type_of_its_answer(question):
    assert is_dataclass(question)
    assert question.__dataclass_params__.frozen
    [base] = question.__orig_bases__
    assert base.__origin__ is Question
