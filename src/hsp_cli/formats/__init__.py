"""What a format does to a paper: escaping, headings, contents."""
