"""The page Målgrupper: whom does the average hide?"""
