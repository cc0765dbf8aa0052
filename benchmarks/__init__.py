"""Compares the speed of hsp with other tools.

The names of the files that other tools read are here, so that the measuring process need not import hsp.
"""

JSON_SCHEMA = "records.schema.json"
YAMALE_SCHEMA = "records.yamale"
BEANCOUNT = "figures.beancount"
HLEDGER = "figures.journal"
