-- What a map needs of the boundaries in `area`, made at load so that no reader waits for it. An
-- older store lacks these tables until its next load; a reader then makes what it needs.

CREATE TABLE IF NOT EXISTS light_shape (
    municipality_code  VARCHAR NOT NULL,   -- whose areas
    level              area_level NOT NULL,
    vintage            SMALLINT NOT NULL,
    geojson            VARCHAR NOT NULL,   -- a feature an area: c (code), p (a point inside), in degrees
    PRIMARY KEY (municipality_code, level, vintage)
);

CREATE TABLE IF NOT EXISTS neighbour (
    municipality_code  VARCHAR NOT NULL,
    level              area_level NOT NULL,
    vintage            SMALLINT NOT NULL,
    area               VARCHAR NOT NULL,   -- each pair both ways
    neighbour          VARCHAR NOT NULL,
    border_m           DOUBLE NOT NULL     -- length of the border they share, metres
);
