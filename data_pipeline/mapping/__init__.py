"""Which column is which?"""
