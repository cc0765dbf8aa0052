"""How fast hsp is, and beside what.

Here are the names of the files that other tools read; what measures must not load what it measures.
"""

JSON_SCHEMA = "records.schema.json"
YAMALE_SCHEMA = "records.yamale"
BEANCOUNT = "figures.beancount"
HLEDGER = "figures.journal"
