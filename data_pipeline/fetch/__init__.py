"""Public figures: from the services into the store."""
