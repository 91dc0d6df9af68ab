"""What a reader can search: one list of pages and documents for each audience, made of what was really drawn for it.

Knows HTML and words. It must not know Markdown, records or any source file: what a page does not show, nobody finds.
"""
