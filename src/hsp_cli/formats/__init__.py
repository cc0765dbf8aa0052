"""The formats of papers, a module each: how it writes values, headings and contents, and the ending of its files.

`publishing.formats.Format` says what a module here has to have.
"""
