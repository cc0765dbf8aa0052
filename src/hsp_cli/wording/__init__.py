"""Text for people, the same in every paper and answer: counts, numbers, ratings, statuses and dates.

The names of functions that put a record or a value into words end in `_text`.
"""
