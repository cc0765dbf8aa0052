"""The tables that can be exported."""

from hsp_cli.exchange.actions import ACTIONS
from hsp_cli.exchange.figures import FIGURES
from hsp_cli.exchange.indicators import INDICATORS
from hsp_cli.exchange.risks import RISKS
from hsp_cli.exchange.tables import Table

TABLES: dict[str, Table] = {table.name: table for table in (FIGURES, ACTIONS, RISKS, INDICATORS)}
"""Each table by its name."""
