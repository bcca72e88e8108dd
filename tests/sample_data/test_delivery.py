import hashlib
import json

import numpy as np
import pandas as pd
import pytest

from sample_data import FILES, generate


@pytest.fixture(scope="module")
def people(small_folder):
    return pd.read_parquet(small_folder / "personer.parquet")


@pytest.fixture(scope="module")
def events(small_folder):
    events = pd.read_parquet(small_folder / "handelser.parquet")
    for column in ("start_date", "end_date"):
        events[column] = pd.to_datetime(events[column])
    return events.assign(end=events["end_date"].fillna(pd.Timestamp("2024-12-31")))


@pytest.fixture(scope="module")
def figures(small_folder):
    path = small_folder / "nyckeltal.csv"
    return pd.read_csv(path, sep=";", decimal=",", dtype={"area_code": str})


def digests(folder):
    return {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in [name for name, _kind in FILES] + ["planted.json"]
    }


def test_the_same_seed_gives_the_same_bytes_and_another_seed_another_town(tmp_path):
    for name, seed in (("one", 3), ("again", 3), ("other", 4)):
        generate(tmp_path / name, seed=seed, scale=0.01)
    assert digests(tmp_path / "one") == digests(tmp_path / "again")
    same = {
        name
        for name, digest in digests(tmp_path / "one").items()
        if digest == digests(tmp_path / "other")[name]
    }
    assert same == {"omvarld.csv", "jamforelsegrupper.csv"}


def test_boundaries_say_that_they_are_in_sweref_99_tm(small_folder):
    areas = json.loads((small_folder / "omraden.geojson").read_text(encoding="utf-8"))
    assert areas["crs"]["properties"]["name"].endswith("3006")
    levels = [f["properties"]["level"] for f in areas["features"]]
    assert (levels.count("municipality"), levels.count("district"), levels.count("deso")) == (
        1,
        30,
        91,
    )


def test_figures_are_written_as_swedish_spreadsheets_write_them(small_folder):
    header, first, *_rest = (small_folder / "nyckeltal.csv").read_text("utf-8").splitlines()
    assert header == "indicator_id;area_code;year;sex;value"
    assert "," in first
    assert "." not in first


def test_placed_is_to_have_a_day_of_placement_that_year(people, events):
    placements = events[events["kind"] == "placement"]
    asked = people[people["placed"].notna()]
    for year in (2015, 2020, 2024):
        inside = placements[
            (placements["start_date"].dt.year <= year) & (placements["end"].dt.year >= year)
        ]
        placed = asked.loc[(asked["year"] == year) & asked["placed"].astype(bool), "person_id"]
        here = set(asked.loc[asked["year"] == year, "person_id"])
        assert set(placed) == set(inside["person_id"]) & here


def test_long_assistance_is_three_hundred_days_of_a_year(people, events):
    spells = events[events["kind"] == "assistance"]
    first, last = pd.Timestamp("2019-01-01"), pd.Timestamp("2019-12-31")
    days = (spells["end"].clip(upper=last) - spells["start_date"].clip(lower=first)).dt.days + 1
    total = days.clip(lower=0).groupby(spells["person_id"]).sum()
    rows = people[(people["year"] == 2019) & people["long_assistance"].notna()]
    had = rows["person_id"].map(total).fillna(0)
    assert (rows["long_assistance"].astype(bool) == (had >= 300)).all()
    assert (rows["social_assistance"].astype(bool) == (had > 0)).all()


def test_high_absence_has_a_period_of_absence_in_its_year(people, events):
    periods = events[events["kind"] == "absence"]
    told = set(zip(periods["person_id"], periods["start_date"].dt.year, strict=True))
    absent = people[people["high_absence"].fillna(False).astype(bool)]
    assert told == set(zip(absent["person_id"], absent["year"], strict=True))


def test_a_person_is_in_one_placement_at_a_time_and_a_move_is_to_another_home(events):
    placements = events[events["kind"] == "placement"].sort_values(["person_id", "start_date"])
    before = placements.groupby("person_id")[["end", "unit"]].shift()
    later = before["end"].notna()
    gap = (placements["start_date"] - before["end"]).dt.days[later]
    same_home = (placements["unit"] == before["unit"])[later]
    assert (gap >= 0).all()
    assert (gap[same_home] == 0).all()  # a new decision for the same placement
    assert (gap[~same_home] > 0).all()


def test_some_episodes_were_running_when_the_data_begins_and_some_when_it_ends(events):
    placements = events[events["kind"] == "placement"]
    assert (placements["start_date"] < "2015-01-01").any()
    assert placements["end_date"].isna().any()
    assert (events["start_date"] <= "2024-12-31").all()
    assert (events["end"] >= "2015-01-01").all()
    assert (events["end"] >= events["start_date"]).all()


def test_events_are_about_people_who_live_there(people, events):
    assert set(events["person_id"]) <= set(people["person_id"])


def test_exempelbys_eligibility_is_that_of_its_pupils(people, small_folder):
    figures = pd.read_csv(
        small_folder / "nyckeltal.csv", sep=";", decimal=",", dtype={"area_code": str}
    )
    own = figures[(figures["indicator_id"] == "N15428") & (figures["area_code"] == "9999")]
    own = own[own["sex"] == "women"].set_index("year")["value"]
    girls = people[(people["sex"] == "women") & people["not_eligible"].notna()]
    eligible = 1 - girls.groupby("year")["not_eligible"].apply(lambda s: s.astype(bool).mean())
    assert own[eligible.index].to_numpy() == pytest.approx(eligible.to_numpy(), abs=5e-5)
    assert own.index.min() == 2010


def test_the_country_and_the_comparable_municipalities_have_every_figure(small_folder):
    figures = pd.read_csv(
        small_folder / "nyckeltal.csv", sep=";", decimal=",", dtype={"area_code": str}
    )
    areas = figures.groupby("indicator_id")["area_code"].nunique()
    assert (areas == 10).all()
    assert figures["value"].notna().all()
    shares = figures[figures["indicator_id"].isin(["N15428", "N31816", "N02797"])]
    assert shares["value"].between(0, 1).all()


def test_a_small_area_figure_is_its_numerator_over_its_denominator(small_folder):
    figures = pd.read_csv(small_folder / "omradesvarden.csv", sep=";", decimal=",")
    shares = figures[figures["numerator"].notna() & (figures["denominator"] > 0)]
    assert np.allclose(shares["value"], shares["numerator"] / shares["denominator"], atol=5e-5)
    assert set(figures["indicator_id"]) == {
        "post_secondary_share",
        "employed_share",
        "nordic_born_share",
        "earned_income_median_sek",
    }
