"""What pages tell machines in the words of schema.org: the same as they tell people, and nothing more.

Hours that are unknown, or that nobody confirmed, are never given as opening hours.
"""
