"""The formats of papers. A module writes the values, headings and contents, and names the file ending.

`publishing.formats.Format` is the interface of these modules.
"""
