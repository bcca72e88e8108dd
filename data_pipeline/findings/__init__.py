"""What was found in a file, what of it stops every load, and what the store knows already?"""
