"""A municipality of which only flows are known: 240 re-placements whose truth can be counted.

- 80 women and 80 men moved straight from one home to the next;
- 40 women and 40 men went home for 100 days and were placed again; 30 of the women had outpatient
  support at home, 8 of the men; 4 of the men had a contact person.
"""

from pathlib import Path

import pandas as pd

from store.read import Store
from tests.people_with_events import store_of

DIRECT, HOME = 80, 40
SUPPORTED = {"w": 30, "m": 8}
WITH_CONTACT = 4


def flow_store(folder: Path) -> Store:
    """The store in `folder`, open for reading."""
    lives, people = [], []
    for sex in ("w", "m"):
        for i in range(DIRECT + HOME):
            person = f"{sex}{i:03}"
            people += [(person, year, sex) for year in (2020, 2021)]
            lives.append((person, "HVB", "2020-01-10", "2020-06-30", "first home"))
            if i < DIRECT:
                lives.append((person, "SiS", "2020-07-02", "2020-12-20", "second home"))
                continue
            lives.append((person, "HVB", "2020-10-08", "2021-01-20", "second home"))
            if i - DIRECT < SUPPORTED[sex]:
                lives.append((person, "Öppenvård", "2020-07-20", "2020-09-20"))
            if sex == "m" and i - DIRECT < WITH_CONTACT:
                lives.append((person, "Kontaktperson", "2020-07-20", "2020-09-20"))
    frame = pd.DataFrame(people, columns=["person_id", "year", "sex"])
    return store_of(folder, lives, people=frame)
