"""Read the convener's files into typed records that know where each value stands.

YAML and front matter only: Markdown is not parsed here, and no record is compared with another.
"""
