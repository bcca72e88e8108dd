-- The store's fixed tables, schema version 1.
-- `person_year` and `cell` are made at load (store/writing/write.py), since their background and
-- outcome columns are the municipality's own; `dimension` and `outcome` describe them.

CREATE TYPE area_level AS ENUM ('country', 'region', 'municipality', 'district', 'regso', 'deso');
CREATE TYPE observed_sex AS ENUM ('total', 'women', 'men');
CREATE TYPE observation_status AS ENUM ('ok', 'missing', 'suppressed_at_source');

CREATE TABLE store_meta (
    schema_version     INTEGER NOT NULL,  -- this file's version; a store of another is refused
    municipality_code  VARCHAR,           -- the municipality the store is about, four digits ('1780')
    is_sample          BOOLEAN NOT NULL,  -- true: fictional data, said on every page
    data_version       VARCHAR NOT NULL,  -- changes with every load; part of every cache key
    built_at           TIMESTAMP NOT NULL -- UTC, when this version was made whole
);

CREATE TABLE load (
    load_id       INTEGER PRIMARY KEY,  -- every row of the other tables names the load it came from
    source        VARCHAR NOT NULL,     -- kolada, scb, wfs, catalogue, own, sample
    target        VARCHAR NOT NULL,     -- table that was filled
    producer      VARCHAR NOT NULL,     -- who answers for the figures ('Kolada (RKA)', 'Exempelby kommun')
    address       VARCHAR NOT NULL,     -- web address or file name
    sha256        VARCHAR NOT NULL,     -- of the file, or of the raw answers in order
    retrieved_at  TIMESTAMP NOT NULL,   -- UTC
    licence       VARCHAR NOT NULL,     -- 'CC0', 'Källa: Kolada', 'own data'
    rows_read     BIGINT NOT NULL,      -- rows in the source
    rows_kept     BIGINT NOT NULL,      -- rows now in the store
    rows_refused  BIGINT NOT NULL,      -- rows left out by checks
    tool_version  VARCHAR NOT NULL      -- version of Behovsbild that loaded
);

CREATE TABLE area (
    area_code          VARCHAR NOT NULL,     -- '1780', '1780R001', '1780C1180'; without '_DeSO2025'
    vintage            SMALLINT NOT NULL,    -- 2018 or 2025 for DeSO and RegSO; 0 where borders do not come in vintages
    level              area_level NOT NULL,
    name               VARCHAR NOT NULL,     -- as the producer writes it; need not be unique
    parent_code        VARCHAR,              -- the area one level up that this lies in
    municipality_code  VARCHAR,              -- '' above the municipality
    geometry           BLOB,                 -- WKB in SWEREF 99 TM (EPSG:3006), metres; NULL: no boundary known
    load_id            INTEGER NOT NULL,
    PRIMARY KEY (area_code, vintage)
);

CREATE TABLE indicator (
    indicator_id  VARCHAR PRIMARY KEY,  -- the catalogue's id ('N15428', 'not_eligible')
    entry         JSON NOT NULL,        -- the catalogue's entry as loaded
    load_id       INTEGER NOT NULL
);

-- Sorted by indicator, level of area, area, year; indicator_id, area_code and age_group become enums at load.
CREATE TABLE observation (
    indicator_id  VARCHAR NOT NULL,
    area_code     VARCHAR NOT NULL,
    vintage       SMALLINT NOT NULL,     -- of the area's borders, 0 where they do not come in vintages
    year          SMALLINT NOT NULL,
    sex           observed_sex NOT NULL,
    age_group     VARCHAR NOT NULL,      -- 'total' or '16-19'
    value         DOUBLE,                -- in the indicator's unit; a share is 0 to 1; NULL unless status is ok
    numerator     DOUBLE,                -- persons, where the source has it
    denominator   DOUBLE,                -- persons, where the source has it
    status        observation_status NOT NULL,
    load_id       INTEGER NOT NULL
);

CREATE TABLE comparison_group (
    group_id      VARCHAR NOT NULL,  -- Kolada's 'G37606'
    title         VARCHAR NOT NULL,  -- 'Liknande kommuner grundskola, Karlstad, 2025'
    theme         VARCHAR NOT NULL,  -- Kolada's kind, lower case: 'grundskola', 'ifo', 'socioekonomi', 'övergripande', ...
    member_code   VARCHAR NOT NULL,
    load_id       INTEGER NOT NULL,
    PRIMARY KEY (group_id, member_code)
);

-- What the person columns are. Names are those of the delivered file, so that nobody has to learn ours.
CREATE TABLE dimension (
    name          VARCHAR PRIMARY KEY,  -- column of person_year and cell
    role          VARCHAR NOT NULL,     -- sex, age, area or background
    label_sv      VARCHAR NOT NULL,
    label_en      VARCHAR NOT NULL,
    position      SMALLINT NOT NULL,    -- order of columns in person_year and cell
    derived_from  VARCHAR,              -- of a coarser level, the dimension that it is a level of
                                        -- ('age_group_broad' of 'age_group'); only in cell.
                                        -- Two levels of one dimension are never combined
    level         VARCHAR               -- fine, middle, broad; or an area_level
);

CREATE TABLE dimension_value (
    name      VARCHAR NOT NULL,   -- dimension.name
    value     VARCHAR NOT NULL,   -- as in the file; 'unknown' where the file has nothing
    label_sv  VARCHAR NOT NULL,
    label_en  VARCHAR NOT NULL,
    position  INTEGER NOT NULL,   -- order on screen
    PRIMARY KEY (name, value)
);

CREATE TABLE outcome (
    name         VARCHAR PRIMARY KEY,  -- boolean column of person_year; NULL there: not asked of that person
    label_sv     VARCHAR NOT NULL,     -- 'når inte gymnasiebehörighet'
    label_en     VARCHAR NOT NULL,
    position     SMALLINT NOT NULL
);

-- Sorted by place (person, start): the flows read it in one scan.
CREATE TABLE event (
    person_id    VARCHAR NOT NULL,  -- pseudonym, as in person_year
    kind         VARCHAR NOT NULL,  -- placement, intervention, school_move, ...
    type         VARCHAR NOT NULL,  -- HVB, Familjehem, Öppenvård, ...
    unit         VARCHAR,           -- the home or team, where the file names it: decisions at the
                                    -- same unit that follow each other are one episode
    start_date   DATE NOT NULL,
    end_date     DATE,              -- inclusive; NULL: still running
    start_time   TIMESTAMP NOT NULL,-- start with the clock where the file has one (event logs), else midnight
    row_number   BIGINT NOT NULL,   -- place in the file: decides between equal times
    record_key   USMALLINT NOT NULL,-- 0-4095, secret, permanent for the person (see person_year)
    person_number INTEGER,          -- 1, 2, ... in order of person_id, made anew by each load: what
                                    -- flows join and sort by, three times as fast as by text
    place        INTEGER,           -- 1, 2, ... in order of person, start_time and row_number, made
                                    -- with it: a person's next event of all has the next place
    load_id      INTEGER NOT NULL
);

CREATE TABLE observed_period (
    kind         VARCHAR PRIMARY KEY,  -- event.kind
    first_date   DATE NOT NULL,        -- from when events of this kind are known
    last_date    DATE NOT NULL         -- until when, inclusive
);


-- Empty until people are loaded; made anew by each load with the columns that `dimension` and
-- `outcome` name between year and record_key.
CREATE TABLE person_year (
    person_id   VARCHAR NOT NULL,   -- the municipality's own pseudonym, never an identity number
    year        SMALLINT NOT NULL,  -- the calendar year that the row describes
    record_key  USMALLINT NOT NULL, -- 0-4095, secret, permanent for the person
    load_id     INTEGER NOT NULL
);

-- The finest cells, made anew by each load; dimension columns stand between year and people.
CREATE TABLE cell (
    outcome     VARCHAR NOT NULL,   -- outcome.name, or 'people' for everyone
    year        SMALLINT NOT NULL,
    people      BIGINT NOT NULL,    -- persons asked (outcome not NULL)
    people_key  BIGINT NOT NULL,    -- sum of their record keys
    cases       BIGINT NOT NULL,    -- of them, with the outcome
    cases_key   BIGINT NOT NULL     -- sum of those persons' record keys
);
