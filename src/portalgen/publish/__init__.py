"""Put a built site where its readers find it: what differs, in which order it goes up, how each host takes it.

`package` reads the built site, `steps` orders the upload, `publish` does it aloud, `target` finds the host that
portal.yaml names; every other file is one kind of host or its help.
"""
