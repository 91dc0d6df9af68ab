"""What a convener should look at before publishing: findings with a place and a reason. Never stops a build.

Reads the loaded portal and the day; knows no keys, no pages and no disk.
"""
