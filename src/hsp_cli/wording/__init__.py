"""Words for people, the same in every paper and answer: counts, numbers, ratings, statuses, dates.

A function that gives words is called `…_text`.
"""
