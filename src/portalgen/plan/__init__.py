"""Which pages exist, for whom, under which address, and what each shows. Pure: no disk, no clock, no keys but ids.

`plan_site` takes a loaded portal and gives a `Plan`; a page family each has its module. No HTML is made here.
"""
