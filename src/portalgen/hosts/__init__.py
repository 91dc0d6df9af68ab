"""What a host must do for a site, said once, and written down in the words of each host.

`rules` says it, the other modules translate it. Knows no cohort and no content, touches no disk, asks no network.
"""
