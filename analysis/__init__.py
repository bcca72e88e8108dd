"""Numbers from tables: pure functions, and the one door (answers) that asks the store for them."""
