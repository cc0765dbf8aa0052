"""Words for people, the same in every paper and answer: counts, numbers, ratings, statuses, dates.

A function that puts a record, or a value of one, into words is called `…_text`.
"""
