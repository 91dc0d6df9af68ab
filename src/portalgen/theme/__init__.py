"""Find a theme and prepare it: themes in, a sandboxed Jinja environment, one style sheet and its fonts out.

A theme is a chain of folders: the portal's own first, then the shipped one, then those of the theme it extends. A file
of an earlier folder stands in for the same file of a later one; a setting likewise. This room knows no pages and no
content.
"""
