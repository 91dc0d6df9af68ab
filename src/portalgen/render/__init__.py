"""Draw planned pages: a page and its frame in, a whole HTML page in the clear out. No disk but templates, no keys.

Rendering is pure, so any process can draw any page: `RenderJob` is all that a worker needs.
"""
