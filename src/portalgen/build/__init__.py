"""Build sites: load, plan, render, seal, write, in that order and nowhere else.

This room calls the others and holds no rule of its own about content, keys or HTML.
"""
