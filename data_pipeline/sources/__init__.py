"""Where public figures come from: Kolada, Statistics Sweden, and its map service."""
