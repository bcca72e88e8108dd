"""The page Översikt: what comes first?"""
