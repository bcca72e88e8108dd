"""What people conclude from the figures: needs, their evidence, people's words, and decisions.

In a database of its own (SQLite unless BEHOVSBILD_NEEDS_URL says otherwise), so that a rebuilt
store never touches what a person wrote, and a database that is away never stops the analysis.
"""
