"""Which districts does Exempelby have, and what is each of them like?

Everything here is invented. A district is placed by its distance and bearing from the town
centre; `borders` gives it the real shape that fits best. `disadvantage` (about -1.3 to 2) moves
education, income, employment and country of birth together, as between areas in real towns; it
has no effect of its own on any outcome.
"""

from dataclasses import dataclass

import numpy as np

MUNICIPALITY_CODE = "9999"
MUNICIPALITY_NAME = "Exempelby"
REGION_CODE = "0099"
REGION_NAME = "Exempellän"
COUNTRY_CODE = "0000"
COUNTRY_NAME = "Riket (påhittat)"
PRODUCER = "Exempelby (påhittad kommun)"
PEOPLE_2015 = 146_000  # grows to about 153 000 in 2024
YEARLY_GROWTH = 1.0055
COMPARABLE = {
    "9901": "Provköping",
    "9902": "Mallstad",
    "9903": "Modellunda",
    "9904": "Skissberga",
    "9905": "Utkastby",
    "9906": "Fingerade",
    "9907": "Tänkevik",
}

# Share of the people in single years of age 0-99, by age band, for each kind of place. Levels as
# in Swedish municipalities: the young in the centre, children in the suburbs, the old outside.
AGE_BAND_STARTS = (0, 6, 10, 13, 16, 20, 25, 30, 45, 65, 80, 100)
AGE_PROFILES = {
    "central": (4.4, 2.5, 1.8, 1.9, 3.2, 8.8, 11.0, 22.0, 23.4, 14.8, 6.2),
    "student": (2.2, 1.0, 0.7, 0.8, 7.2, 30.5, 18.0, 17.0, 12.4, 7.2, 3.0),
    "suburb": (7.6, 5.4, 4.1, 4.1, 5.1, 5.6, 5.9, 21.0, 24.0, 13.0, 4.2),
    "locality": (6.4, 4.6, 3.6, 3.7, 4.7, 4.8, 5.0, 17.8, 26.2, 17.4, 5.8),
    "rural": (6.0, 4.4, 3.5, 3.7, 4.5, 3.8, 4.0, 16.6, 28.9, 19.3, 5.3),
}


@dataclass(frozen=True)
class District:
    """One of the thirty districts, as imagined before it has borders."""

    name: str
    kind: str  # central, student, suburb, locality, rural
    distance_km: float
    bearing: int  # degrees clockwise from north, seen from the town centre
    disadvantage: float


DISTRICTS = (
    District("Centrum", "central", 0.2, 0, 0.0),
    District("Stationsstaden", "central", 1.0, 200, 0.3),
    District("Hamnstaden", "central", 1.1, 110, -0.5),
    District("Parkstaden", "central", 1.1, 330, -0.6),
    District("Kvarnbacken", "central", 1.5, 260, 0.4),
    District("Lasarettsområdet", "central", 1.6, 50, -0.1),
    District("Högskoleområdet", "student", 2.0, 10, 0.0),
    District("Brunnsängen", "central", 2.0, 160, 0.1),
    District("Norra Åsen", "suburb", 3.2, 340, 2.0),
    District("Södra Åsen", "suburb", 2.7, 300, 1.2),
    District("Tallbacka", "suburb", 3.2, 220, 1.5),
    District("Björkdalen", "suburb", 3.2, 90, 1.3),
    District("Ekhagen", "suburb", 3.2, 130, -1.3),
    District("Lindvreten", "suburb", 3.6, 180, -0.7),
    District("Solhöjden", "suburb", 4.0, 30, -1.0),
    District("Mossängen", "suburb", 4.0, 260, 0.5),
    District("Rönnbacken", "suburb", 4.5, 60, 0.0),
    District("Ängsholmen", "suburb", 5.0, 150, -1.1),
    District("Stenhagen", "suburb", 4.8, 205, 0.6),
    District("Fyrklövern", "suburb", 5.2, 310, -0.4),
    District("Granfors", "locality", 14.0, 285, 0.7),
    District("Lövsta bruk", "locality", 12.5, 40, 0.2),
    District("Sjövik", "locality", 11.0, 165, -0.8),
    District("Nybyn", "locality", 9.0, 100, 0.1),
    District("Västra skogsbygden", "rural", 14.0, 250, 0.2),
    District("Tjäderåsen", "rural", 14.0, 330, 0.3),
    District("Åkerbo", "rural", 9.0, 0, -0.3),
    District("Östra slätten", "rural", 14.0, 80, -0.2),
    District("Häradsmarken", "rural", 13.5, 125, -0.2),
    District("Klockarbygden", "rural", 13.5, 205, -0.1),
)


@dataclass(frozen=True)
class Places:
    """The small areas as arrays, one item per small area (about 90), in order of code."""

    codes: np.ndarray  # '9999C1010'
    names: np.ndarray  # 'Norra Åsen väst'
    district: np.ndarray  # index into DISTRICTS
    disadvantage: np.ndarray  # the district's, with a little variation within it
    people_2015: np.ndarray  # persons
    polygons: np.ndarray  # shapely polygons in EPSG:3006, whole metres

    def in_district(self, name: str) -> np.ndarray:
        """True for each small area of the district `name`."""
        return self.district == district_index(name)

    def age_targets(self, people: float) -> np.ndarray:
        """Persons wanted per small area and age band when the municipality has `people`."""
        profiles = np.array([AGE_PROFILES[DISTRICTS[d].kind] for d in self.district])
        profiles = profiles / profiles.sum(axis=1, keepdims=True)
        share = self.people_2015 / self.people_2015.sum()
        return profiles * (share * people)[:, None]


def district_index(name: str) -> int:
    """Place of the district `name` in DISTRICTS; LookupError where there is none."""
    for index, district in enumerate(DISTRICTS):
        if district.name == name:
            return index
    raise LookupError(name)


def district_code(index: int) -> str:
    """'9999D01' for the first district."""
    return f"{MUNICIPALITY_CODE}D{index + 1:02d}"
