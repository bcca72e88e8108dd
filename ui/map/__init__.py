"""The page Karta: where?"""
