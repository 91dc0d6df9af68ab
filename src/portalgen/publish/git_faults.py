"""What git says when it fails, and what that means; the first that fits counts."""

from portalgen.publish.program import Fault

FAULTS = (
    Fault(
        r"stale info|but expected|incorrect old value",
        "somebody else changed this branch meanwhile",
        "run this again: it begins with what stands there now",
    ),
    Fault(
        r"no space left|quota|large files detected|exceeds .*limit",
        "there is no room for the site",
        "make room, at the host or on this computer's disk, and run this again",
    ),
    Fault(
        r"insufficient permission|unable to create temporary object",
        "the host cannot write to its own repository",
        "ask who runs it to mend the owner and the rights of its files",
    ),
    Fault(
        r"\[remote rejected\]",
        "the host's rules refuse this push",
        "allow it, with force, for this branch; no force is needed with `keep_history: true`",
    ),
    Fault(
        r"repository .*not found|not appear to be a git repository|access denied or repository not exported",
        "there is no such repository, or you may not see it",
        "check `remote` in portal.yaml, and whether `git ls-remote` with that address answers",
    ),
    Fault(
        r"could not read (?:username|password)|authentication failed|permission (?:to .*)?denied|access denied"
        r"|invalid username|error: 40[13]|host key verification failed",
        "the host does not let you in",
        "set up a key or git's credential helper, until `git ls-remote` with that address answers without asking",
    ),
    Fault(
        r"could not resolve|failed to connect|couldn't connect|connection|network|no route|timed? ?out|early eof"
        r"|hung up|error: (?:429|5\d\d)|unable to connect|could not read from remote|remote end",
        "the host does not answer",
        "check the network and the address, and run this again",
        passing=True,
    ),
    Fault(
        r"bad object|loose object|corrupt|not a git repository|unable to create .*\.lock",
        "what git keeps here is damaged",
        "delete the folder .portalgen/hosts, which is made anew, and run this again",
    ),
)
