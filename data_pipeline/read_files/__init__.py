"""What does a delivered file hold, cell by cell?"""
