"""Typst, which lays out PDFs and draws pictures as PNG, with fonts that are the same on every machine."""
