"""How is a service asked politely, and until the answer is whole?

Every question goes to the cache first. What must be asked is paced, and asked again with back-off
after 429, 5xx, a time-out, a broken connection or an answer that its own count says is half.
"""

import json
import time
from collections import deque
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from importlib import metadata

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt
from tenacity.wait import wait_random_exponential

from data_pipeline.fetch.cache import Answer, AnswerCache, Question, Valid, now
from data_pipeline.fetch.errors import ServiceDown, ServiceRefused

ATTEMPTS = 7
LONGEST_WAIT = 120  # seconds; a service that asks for more is told to the reader instead
TIME_OUT = httpx.Timeout(60.0, connect=10.0)
FORM = {"json": "application/json"}


class Transient(Exception):  # noqa: N818 - a reason to ask again, never shown as an error
    """Something that may be over soon; `retry_after` is the service's own wish in seconds."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class HalfAnswer(Transient):
    """The answer contradicts itself: its count says that more should have come."""


class Pace:
    """At most `calls` questions in any `seconds` (a sliding window is never laxer than a fixed)."""

    def __init__(self, calls: int, seconds: float) -> None:
        self.calls, self.seconds = calls, seconds
        self._asked: deque[float] = deque()

    def allows(self, calls: int, seconds: float) -> None:
        """Go on at another pace; what was asked already counts in it."""
        self.calls, self.seconds = calls, seconds

    def wait(self, sleep: Callable[[float], None]) -> None:
        """Sleep until the window has room, and take a place in it."""
        if self.calls < 1:
            return
        while len(self._asked) >= self.calls:
            left = self._asked[0] + self.seconds - time.monotonic()
            if left > 0:
                sleep(left)
            self._asked.popleft()
        self._asked.append(time.monotonic())


class Service:
    """One service at one base address: asks, keeps, and asks again.

    refresh     ask anew what was kept before this run began
    transport   another way out than the network (tests)
    on_wait     told (reason, seconds) before each wait, for the progress bar
    """

    def __init__(
        self,
        name: str,
        base: str,
        *,
        cache: AnswerCache,
        pace: Pace,
        refresh: bool = False,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
        on_wait: Callable[[str, float], None] = lambda _reason, _seconds: None,
    ) -> None:
        self.name, self.base = name, base.rstrip("/")
        self.cache, self.pace = cache, pace
        self.asked = 0
        self._sleep, self._on_wait = sleep, on_wait
        self._not_before = now() if refresh else None
        self._client = httpx.Client(
            transport=transport,
            timeout=TIME_OUT,
            follow_redirects=True,
            headers={"User-Agent": f"Behovsbild/{_version()}", "Accept": FORM["json"]},
        )

    def address(self, path: str, params: Mapping[str, str] | None = None) -> str:
        """`path` under the base, or a whole address of the service's own (a next page).

        A next page keeps its path and query but is asked at our base's host: behind a proxy a
        service may not know its own name, and nothing is asked of a host that nobody named.
        """
        if path.startswith(("http://", "https://")):
            base, url = httpx.URL(self.base), httpx.URL(path)
            return str(url.copy_with(scheme=base.scheme, host=base.host, port=base.port))
        url = httpx.URL(self.base + path)
        return str(url.copy_merge_params(params) if params else url)

    def ask(
        self,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        body: Mapping[str, object] | None = None,
        whole: Callable[[Answer], None],
        valid: Valid,
        lacking: tuple[int, ...] = (),
    ) -> Answer:
        """The answer to GET `path`, or to POST where there is a `body`.

        whole     raises HalfAnswer (or ValueError, KeyError: not the form it should have)
        valid     whether a kept answer is still good
        lacking   statuses that mean 'this service does not have it': returned, and kept too
        raises    ServiceDown, ServiceRefused
        """
        question = self._question(path, params, body)
        kept = self.kept(question, valid)
        if kept:
            return kept
        attempts = Retrying(
            retry=retry_if_exception_type(Transient),
            wait=self._pause,
            stop=stop_after_attempt(ATTEMPTS),
            sleep=self._sleep,
            reraise=True,
        )
        try:
            answer = attempts(self._once, question, whole, lacking)
        except Transient as error:
            raise ServiceDown(self.name, question.url, str(error), ATTEMPTS) from error
        self.cache.put(question, answer)
        return answer

    def kept(self, question: Question, valid: Valid) -> Answer | None:
        """The kept answer if it may be used in this run."""
        answer = self.cache.get(question)
        usable = answer and (self._not_before is None or answer.retrieved_at >= self._not_before)
        return answer if usable and valid(answer) else None

    def forget(self, answer: Answer) -> None:
        """Drop a kept GET answer that did not fit with the rest."""
        self.cache.forget(Question(self.name, "GET", answer.url))

    def _question(
        self, path: str, params: Mapping[str, str] | None, body: Mapping[str, object] | None
    ) -> Question:
        url = self.address(path, params)
        if body is None:
            return Question(self.name, "GET", url)
        return Question(self.name, "POST", url, json.dumps(body, sort_keys=True).encode())

    def _once(
        self, question: Question, whole: Callable[[Answer], None], lacking: tuple[int, ...]
    ) -> Answer:
        self.pace.wait(self._sleep)
        self.asked += 1
        headers = {"Content-Type": FORM["json"]} if question.method == "POST" else {}
        try:
            came = self._client.request(
                question.method, question.url, content=question.body, headers=headers
            )
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise Transient(f"{type(error).__name__}: {error}") from error
        if came.status_code == httpx.codes.TOO_MANY_REQUESTS or came.status_code >= 500:
            raise Transient(f"status {came.status_code}", _retry_after(came))
        answer = Answer(question.url, came.status_code, came.content, now())
        if came.status_code in lacking:
            return answer
        if came.status_code != httpx.codes.OK:
            raise ServiceRefused(self.name, question.url, came.status_code, came.text)
        try:
            whole(answer)
        except (ValueError, KeyError, TypeError) as error:
            raise HalfAnswer(f"{type(error).__name__}: {error}") from error
        return answer

    def _pause(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        seconds = getattr(error, "retry_after", None)
        if seconds is not None and seconds > LONGEST_WAIT:
            raise Transient(f"{error}, Retry-After {seconds:.0f} s") from error
        if seconds is None:
            seconds = wait_random_exponential(multiplier=0.5, max=30)(state)
        self._on_wait(str(error), seconds)
        return seconds


def _retry_after(came: httpx.Response) -> float | None:
    """Seconds to wait as the service says, which may be a number or a date."""
    text = came.headers.get("Retry-After", "").strip()
    if not text:
        return None
    if text.replace(".", "", 1).isdigit():
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except ValueError:
        return None


def _version() -> str:
    try:
        return metadata.version("behovsbild")
    except metadata.PackageNotFoundError:
        return "0"
