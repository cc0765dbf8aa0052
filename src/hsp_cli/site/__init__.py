"""The partnership as a site: static pages and files for the public and for members.

`pages` has a module for each kind of page, and `files` one for each kind of other file. Pages are made of the blocks of
`formats.document`; only `shell` and `formats.html` write HTML.
"""
