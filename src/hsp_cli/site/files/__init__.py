"""The kinds of other files. Each module has `files(site)`, which yields its files (`site.file.Files`)."""
