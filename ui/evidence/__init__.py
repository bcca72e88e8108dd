"""How does what a page shows become evidence under a need?"""
