"""Tell readers that something is on their site: a message for each, with the link and nothing that is confidential.

Content and plan in, messages out: as text, as mail, into files or to a mail server. Knows no terminal and no clock.
"""
