"""What does a number mean? The catalogue of indicators, the age groups and the known dimensions."""
