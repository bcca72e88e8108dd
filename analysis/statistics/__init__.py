"""Numbers from tables, pure: intervals, comparison, decomposition, index."""
