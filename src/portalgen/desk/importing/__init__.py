"""Bring notes from elsewhere: a folder of Markdown or Word files becomes papers of a cohort, the source stays as it is.

`source` reads, `front` takes fields apart, `meeting` recognises sessions, `text` leads links to where things are now,
`plan` puts all together and says what became of each file, and what was left and why.
"""
