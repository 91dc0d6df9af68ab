"""Bind a book: the pages of a session or cohort that one audience reads, as one encrypted file that needs no host.

Takes what the other rooms plan, draw and seal, and puts it in an order. Knows no Markdown, draws no page of its own but
the title and the contents, and writes nothing: `cli` puts the sealed text where the convener wants it.
"""
