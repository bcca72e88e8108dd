"""The page Nyckeltal: which results are worse than they should be?"""
