"""Where: areas, their hierarchy and vintages, boundaries, neighbours, and shapes light to draw."""
