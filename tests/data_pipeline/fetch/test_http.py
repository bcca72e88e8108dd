"""A service that stumbles is asked again; one that stays down is named, with its address."""

from datetime import timedelta

import httpx
import pytest

from data_pipeline.fetch.cache import AnswerCache, Question, now, younger_than
from data_pipeline.fetch.errors import CacheNotWritten, ServiceDown, ServiceRefused
from data_pipeline.fetch.http import ATTEMPTS, HalfAnswer, Pace, Service

ANY = younger_than(7)


def whole(answer):
    said = answer.json()
    if len(said["values"]) != said["count"]:
        raise HalfAnswer("short")


def service(tmp_path, answers, slept=None, **options):
    """A service that gives `answers` in turn: responses, or errors to raise."""
    left, slept = iter(answers), [] if slept is None else slept

    def transport(request):
        answer = next(left)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return Service(
        "kolada",
        "http://kolada.test/v3/",
        cache=AnswerCache(tmp_path),
        pace=Pace(0, 0),
        transport=httpx.MockTransport(transport),
        sleep=slept.append,
        **options,
    )


def good():
    return httpx.Response(200, json={"values": [1], "count": 1})


STUMBLES = {
    "429": httpx.Response(429, headers={"Retry-After": "3"}),
    "5xx": httpx.Response(503),
    "time-out": httpx.ReadTimeout("slow"),
    "dropped in the middle of a body": httpx.RemoteProtocolError("incomplete message body"),
    "half an answer by its own count": httpx.Response(200, json={"values": [], "count": 1}),
    "half a JSON": httpx.Response(200, content=b'{"values": [1], "cou'),
}


@pytest.mark.parametrize("stumble", STUMBLES)
def test_a_stumbling_service_is_asked_again(tmp_path, stumble):
    asked = service(tmp_path, [STUMBLES[stumble], good()])
    assert asked.ask("/x", whole=whole, valid=ANY).json()["values"] == [1]
    assert asked.asked == 2


def test_the_wait_is_the_one_that_the_service_wishes(tmp_path):
    slept = []
    asked = service(tmp_path, [STUMBLES["429"], good()], slept)
    asked.ask("/x", whole=whole, valid=ANY)
    assert slept == [3.0]


def test_a_service_that_stays_down_is_named_with_its_address(tmp_path):
    asked = service(tmp_path, [httpx.ConnectError("refused")] * ATTEMPTS)
    with pytest.raises(ServiceDown, match=r"kolada.*http://kolada.test/v3/x"):
        asked.ask("/x", whole=whole, valid=ANY)
    assert asked.asked == ATTEMPTS


def test_a_service_that_wants_an_hour_is_not_waited_for(tmp_path):
    slept = []
    asked = service(tmp_path, [httpx.Response(429, headers={"Retry-After": "3600"})], slept)
    with pytest.raises(ServiceDown, match="3600"):
        asked.ask("/x", whole=whole, valid=ANY)
    assert slept == []


def test_a_refusal_is_not_asked_again(tmp_path):
    asked = service(tmp_path, [httpx.Response(403, text="no entry")])
    with pytest.raises(ServiceRefused, match="no entry"):
        asked.ask("/x", whole=whole, valid=ANY)
    assert asked.asked == 1


def test_an_answer_is_kept_and_not_asked_for_again(tmp_path):
    first = service(tmp_path, [good()])
    came = first.ask("/x", params={"a": "1"}, whole=whole, valid=ANY)
    second = service(tmp_path, [])
    assert second.ask("/x", params={"a": "1"}, whole=whole, valid=ANY) == came
    assert second.asked == 0


def test_refresh_asks_for_what_an_earlier_run_kept(tmp_path):
    asked = service(tmp_path, [good()])
    came = asked.ask("/x", whole=whole, valid=ANY)
    question = Question("kolada", "GET", came.url)
    old = type(came)(came.url, 200, came.body, now() - timedelta(hours=1))
    asked.cache.put(question, old)
    assert service(tmp_path, [good()], refresh=True).ask("/x", whole=whole, valid=ANY) != old


def test_a_damaged_file_in_the_cache_is_asked_for_again(tmp_path):
    service(tmp_path, [good()]).ask("/x", whole=whole, valid=ANY)
    (body,) = (tmp_path / "kolada").glob("*.body")
    body.write_bytes(b'{"values": [2], "count": 1}')
    asked = service(tmp_path, [good()])
    assert asked.ask("/x", whole=whole, valid=ANY).json()["values"] == [1]


def test_what_a_service_lacks_is_kept_too(tmp_path):
    first = service(tmp_path, [httpx.Response(404, json={"title": "Not recorded"})])
    assert first.ask("/x", whole=whole, valid=ANY, lacking=(404,)).status == 404
    assert service(tmp_path, []).ask("/x", whole=whole, valid=ANY, lacking=(404,)).status == 404


def test_a_byte_order_mark_is_not_part_of_an_answer(tmp_path):
    marked = httpx.Response(200, content=b'\xef\xbb\xbf{"values": [1], "count": 1}')
    assert service(tmp_path, [marked]).ask("/x", whole=whole, valid=ANY).json()["count"] == 1


def test_a_next_page_is_asked_at_the_base_that_was_named(tmp_path):
    asked = service(tmp_path, [])
    assert asked.address("http://inside:8080/v3/kpi?page=2") == "http://kolada.test/v3/kpi?page=2"


def test_a_pace_leaves_room_between_windows():
    pace, slept = Pace(2, 60), []
    for _number in range(3):
        pace.wait(slept.append)
    assert len(slept) == 1
    assert 0 < slept[0] <= 60


def test_a_cache_that_cannot_be_written_is_an_error_with_its_folder(tmp_path):
    in_the_way = tmp_path / "kolada"
    in_the_way.write_text("a file where the folder should be")
    with pytest.raises(CacheNotWritten, match=str(tmp_path)):
        service(tmp_path, [good()]).ask("/x", whole=whole, valid=ANY)
