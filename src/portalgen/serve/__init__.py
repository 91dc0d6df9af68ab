"""Show sites on this computer: the sealed output as a host would, or a preview made in memory while one writes.

The preview is the real site: pages are drawn, sealed with keys that live as long as the server, and opened by the real
runtime. Nothing plain reaches a disk, the vault is not needed, and only this computer is answered.
"""
