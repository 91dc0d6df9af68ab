"""Find a theme and prepare its templates: themes in, a sandboxed Jinja environment and public assets out.

A portal's own `themes/<name>/` overrides the shipped one file by file. This room knows no pages and no content.
"""
