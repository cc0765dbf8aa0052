"""Pictures: charts and maps as SVG. Values in, text of a picture out; the same values give the same bytes."""
