"""Who reads, and what may they see?"""
