"""Who is a person of Exempelby, in which years, and of which band of age?"""

from dataclasses import dataclass, fields

import numpy as np

from sample_data.places import AGE_BAND_STARTS

YEARS = tuple(range(2015, 2025))


@dataclass
class Persons:
    """What never changes about a person; one item per person who ever lived here."""

    woman: np.ndarray  # bool
    born: np.ndarray  # year
    outside_nordic: np.ndarray  # bool, country of birth
    standing: np.ndarray  # latent social position, mean 0, about -3 to 3; never delivered
    parents_education: np.ndarray  # 0 compulsory, 1 upper secondary, 2 post-secondary, 3 unknown
    education: np.ndarray  # own, when grown up: 0, 1, 2; not delivered person by person
    frailty: np.ndarray  # own share of bad luck, mean 0, sd 1; shared by the outcomes

    def __len__(self) -> int:
        """How many persons ever lived here."""
        return len(self.born)

    def joined(self, more: "Persons") -> "Persons":
        """These people followed by `more`."""
        return Persons(
            *(np.concatenate([getattr(self, f.name), getattr(more, f.name)]) for f in fields(self))
        )


def band_of(age: np.ndarray) -> np.ndarray:
    """Index of the age band (0 to 10) of each age in completed years."""
    return np.searchsorted(AGE_BAND_STARTS, np.minimum(age, 99), side="right") - 1
