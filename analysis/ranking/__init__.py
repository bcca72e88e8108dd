"""In which order do needs come, and how sure is it?"""
