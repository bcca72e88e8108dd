"""What has a service already answered? Raw answers on disk, so that nothing is asked twice.

An answer is two files under the service's folder: the bytes as they came, and a note of what was
asked, when, and the sha256 of the bytes. The note is written last and both are moved into place,
so that an interrupted run leaves whole answers or none.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from data_pipeline.fetch.errors import CacheNotWritten


@dataclass(frozen=True)
class Question:
    """What is asked of a service: method, full address, and the body of a POST."""

    service: str
    method: str
    url: str
    body: bytes = b""

    @property
    def key(self) -> str:
        """File name of the answer: the same question has the same key on every machine."""
        parts = (self.service.encode(), self.method.encode(), self.url.encode(), self.body)
        return hashlib.sha256(b"\0".join(parts)).hexdigest()[:40]


@dataclass(frozen=True)
class Answer:
    """A whole answer as it came, and when (UTC, without a zone, as the store keeps it)."""

    url: str
    status: int
    body: bytes
    retrieved_at: datetime

    @property
    def text(self) -> str:
        """The body as text; a byte-order mark, which some answers have, is not part of it."""
        return self.body.decode("utf-8-sig")

    def json(self) -> dict:
        """The body as JSON; raises ValueError where it is none."""
        return json.loads(self.text)


Valid = Callable[[Answer], bool]


def now() -> datetime:
    """The time as the store keeps it: UTC without a zone."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def younger_than(days: float) -> Valid:
    """Accept answers that came less than `days` ago."""
    oldest = now() - timedelta(days=days)
    return lambda answer: answer.retrieved_at >= oldest


class AnswerCache:
    """Answers on disk under `folder`/SERVICE; one process at a time writes, any number read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, question: Question) -> Answer | None:
        """The kept answer, or None: never asked, or the file is damaged."""
        note = self._note(question.service, question.key)
        return self._answer(note) if note.exists() else None

    def put(self, question: Question, answer: Answer) -> None:
        """Keep `answer`; one that is already there is replaced. Raises CacheNotWritten."""
        said = {
            "service": question.service,
            "method": question.method,
            "url": question.url,
            "body": question.body.decode(),
            "status": answer.status,
            "retrieved_at": answer.retrieved_at.isoformat(),
            "sha256": hashlib.sha256(answer.body).hexdigest(),
        }
        note = self._note(question.service, question.key)
        try:
            note.parent.mkdir(parents=True, exist_ok=True)
            _move_in(note.with_suffix(".body"), answer.body)
            _move_in(note, json.dumps(said, ensure_ascii=False, indent=1).encode())
        except OSError as error:
            raise CacheNotWritten(self.folder, str(error)) from error

    def forget(self, question: Question) -> None:
        """Drop an answer that turned out not to belong to a whole."""
        self._note(question.service, question.key).unlink(missing_ok=True)

    def kept(self, service: str, address_starts: str) -> Iterator[Answer]:
        """Every answer of `service` whose address starts so, oldest first."""
        found = []
        for note in (self.folder / service).glob("*.json"):
            answer = self._answer(note)
            if answer and answer.url.startswith(address_starts):
                found.append(answer)
        yield from sorted(found, key=lambda answer: (answer.retrieved_at, answer.url))

    def _note(self, service: str, key: str) -> Path:
        return self.folder / service / f"{key}.json"

    @staticmethod
    def _answer(note: Path) -> Answer | None:
        try:
            said = json.loads(note.read_bytes())
            body = note.with_suffix(".body").read_bytes()
            when = datetime.fromisoformat(said["retrieved_at"])
            answer = Answer(said["url"], said["status"], body, when)
        except (OSError, ValueError, KeyError):
            return None
        return answer if hashlib.sha256(body).hexdigest() == said["sha256"] else None


def _move_in(path: Path, content: bytes) -> None:
    half = path.with_name(path.name + ".half")
    half.write_bytes(content)
    half.replace(path)
