"""The page Flöden: by which paths, and where was support missing?"""
