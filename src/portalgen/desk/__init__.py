"""The convener's desk: what is written for them before they write. New portals, new files of every kind, imports.

Takes a loaded portal and wishes, gives `Paper`s: a path and a text. Files that exist are never written over; one that
must grow, such as commitments.yaml, is added to as text, so that comments stay. Knows no keys and no pages.
"""
