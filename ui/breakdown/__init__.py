"""The page Bryt ner: which groups stand out?"""
