"""Markdown to safe HTML: text in, HTML, headings and problems out.

Where links lead is asked of a `Links` that the caller gives; this room knows no files, audiences or addresses.
"""
