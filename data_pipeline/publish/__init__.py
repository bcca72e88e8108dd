"""What leaves in a published store?"""
