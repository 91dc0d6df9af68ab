"""From a portal folder to a `Portal`: every file read once, every relation resolved, all faults told together.

This room reads files and knows nothing of pages, audiences' keys or HTML.
"""
