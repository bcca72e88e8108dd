"""The pages Data and Definitioner: what is there, and what does it mean?"""
