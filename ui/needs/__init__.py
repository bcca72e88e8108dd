"""The pages Behov and Prioritera: what do people conclude?"""
