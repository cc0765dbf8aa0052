"""The kinds of page. Each module has `pages(site)`, which yields its pages (`site.page.Pages`)."""
