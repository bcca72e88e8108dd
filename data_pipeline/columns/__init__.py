"""What does a column mean: numbers, dates, ages, codes, words? Decided from all its values."""
