"""The nouns of a cohort's world, as a convener writes them: frozen, closed, typed.

Each class is both the schema of a file's front matter and the record the rest of the house reads. This room knows no
paths, no Markdown and no keys.
"""
