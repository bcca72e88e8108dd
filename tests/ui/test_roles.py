"""Who may open what, from which groups a role comes, and when a log-in ends."""

from datetime import UTC, datetime, timedelta

import pytest

from analysis.disclosure.policy import ROLES, Policy
from ui.access import login, roles
from ui.access.middleware import is_this_computer, wanted_page

POLICY = Policy()


def test_the_widest_of_the_groups_gives_the_role():
    groups = ["x", "behovsbild-politiker", "behovsbild-strateg"]
    assert roles.role_of(groups, POLICY) == "strategist"


def test_whoever_is_in_no_known_group_has_no_role():
    assert roles.role_of(["alla-anställda"], POLICY) is None
    assert roles.role_of([], POLICY) is None


def test_pages_on_persons_paths_and_small_groups_are_closed_to_politicians():
    assert not roles.may_open("politician", "floden")
    assert not roles.may_open("politician", "malgrupper")
    assert roles.may_open("politician", "nyckeltal")
    assert all(roles.may_open("administrator", page) for page in ("floden", "data", "karta"))
    assert {roles.in_words(role) for role in ROLES}


def claims(**changed):
    issued = int(datetime.now(UTC).timestamp())
    return {"iat": issued, "sub": "1", "groups": ["behovsbild-strateg"], **changed}


def test_a_login_ends_after_the_hours_of_the_policy():
    reader = login.reader_of(claims(), POLICY)
    assert reader.role == "strategist"
    left = reader.until - datetime.now(UTC)
    assert timedelta(hours=7, minutes=59) < left <= timedelta(hours=8)


def test_a_token_without_a_time_of_issue_has_ended():
    assert login.reader_of(claims(iat=None), POLICY).until < datetime.now(UTC)


def test_a_single_group_may_come_as_text():
    assert login.reader_of(claims(groups="behovsbild-admin"), POLICY).role == "administrator"


def scope(client="127.0.0.1", host="localhost:8501", **headers):
    pairs = [(b"host", host.encode()), *((k.encode(), v.encode()) for k, v in headers.items())]
    return {"type": "http", "client": (client, 5), "headers": pairs}


@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1:8501", "[::1]:8501", "localhost"])
def test_a_browser_on_this_computer_is_let_in(host):
    assert is_this_computer(scope(host=host))


@pytest.mark.parametrize(
    "other",
    [
        scope(client="10.0.0.7"),
        scope(host="behov.kommun.se"),
        scope(**{"x-forwarded-for": "10.0.0.7"}),
        scope(**{"forwarded": "for=10.0.0.7"}),
        scope(host="localhost.evil.se:8501"),
        scope(host=""),
    ],
)
def test_whoever_comes_from_elsewhere_or_by_a_proxy_is_not(other):
    assert not is_this_computer(other)


@pytest.mark.parametrize(
    ("kept", "led_to"),
    [
        ("%2Fbryt_ner%3Fkon%3Dwomen", "/bryt_ner?kon=women"),
        ("%2F%2Fevil.se", None),
        ("https%3A%2F%2Fevil.se", None),
        ("%2F%5Cevil.se", None),
        ("%2Fa%0D%0ASet-Cookie%3A%20x", None),
    ],
)
def test_after_login_one_is_led_to_a_page_of_this_server_only(kept, led_to):
    assert wanted_page({"cookie": f"behovsbild_wanted={kept}"}) == led_to
