"""From a request to a finished paper: template, limits, provenance."""
