"""How does a team keep the weights that it agreed on?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from language import _
from needs.database import Database
from needs.free_text import checked
from needs.repository import ROLE
from needs.tables import WeightingRow


@dataclass(frozen=True)
class Weighting:
    """A team's weights: criterion -> weight (0 to 1, adding up to 1)."""

    id: int
    name: str
    weights: Mapping[str, float]
    saved_at: datetime
    saved_by: str


def weightings(database: Database) -> tuple[Weighting, ...]:
    """Every saved weighting, the latest first."""
    with database.reading() as session:
        return tuple(
            _weighting(row)
            for row in session.scalars(select(WeightingRow).order_by(WeightingRow.id.desc()))
        )


def save_weighting(
    database: Database, name: str, weights: Mapping[str, float], *, role: str = ROLE
) -> Weighting:
    """The weights under a team's name; an earlier one of the same name stays beside it.

    raises  EmptyText; IdentityNumberInText
    """
    row = WeightingRow(
        name=checked(name, _("The team's name"), required=True),
        weights={criterion: float(weight) for criterion, weight in weights.items()},
        saved_at=datetime.now(UTC),
        saved_by=role,
    )
    with database.writing() as session:
        session.add(row)
        session.flush()
        return _weighting(row)


def _weighting(row: WeightingRow) -> Weighting:
    return Weighting(row.id, row.name, dict(row.weights), row.saved_at, row.saved_by)
