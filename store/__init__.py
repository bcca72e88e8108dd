"""The only room that says DuckDB or SQL: one file, written by the pipeline, read by everybody."""
