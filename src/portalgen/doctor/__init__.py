"""Look whether this computer and a portal are well: signs in plain words, each with what to do. Changes nothing.

Knows no passphrase: of the vault it sees only that it is whole and who may read it.
"""

from portalgen.doctor.examine import examine
from portalgen.doctor.sign import Sign

__all__ = ["Sign", "examine"]
