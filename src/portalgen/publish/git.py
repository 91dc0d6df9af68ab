"""A branch of a git repository that a host serves: one commit holds the whole site, so that it changes at one moment.

git itself does the work, in a repository of our own that holds ciphertext only and may be deleted at any time. What a
commit tells besides the site (name, address, date, message) is the same for every portal.
"""

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from portalgen.errors import WorldError
from portalgen.hosts.known import NO_JEKYLL
from portalgen.model.progress import Progress
from portalgen.publish.git_faults import FAULTS
from portalgen.publish.host import Difference, Mark, Step, compare_digests
from portalgen.publish.mark import make_mark, read_mark
from portalgen.publish.package import MARK
from portalgen.publish.program import Program, Told, explain, without_names
from portalgen.publish.retry import patiently

SEEN = "refs/heads/seen"
_PORTAL = re.compile(r"content/.*|(?:.*/)?portal\.(?:yaml|vault)", re.DOTALL)
NOBODY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in {"NAME": "portalgen", "EMAIL": "noreply@invalid", "DATE": "@1000000000 +0000"}.items()
}
SETTINGS = {
    "core.logAllRefUpdates": "false",
    "fetch.recurseSubmodules": "false",
    "gc.auto": "0",
    "http.lowSpeedLimit": "1",
    "http.lowSpeedTime": "60",
    "i18n.commitEncoding": "utf-8",
    "maintenance.auto": "false",
    "pack.window": "0",  # ciphertexts have nothing in common
}
_ELSEWHERE = ("DIR", "WORK_TREE", "INDEX_FILE", "OBJECT_DIRECTORY", "ALTERNATE_OBJECT_DIRECTORIES", "COMMON_DIR",
         "NAMESPACE", "PREFIX", "SHALLOW_FILE")  # fmt: skip
_WEB = re.compile(r"(?:\w+://)?(?:[^/@]+@)?([\w.-]+)(?::\d+/|[:/])(.+)")


@dataclass(slots=True)
class Git:
    """The `Host` on a branch. It remembers the commit that `mark` saw: `send` replaces that one and no other."""

    remote: str
    branch: str
    keep_history: bool
    scratch: Path
    program: Program
    _seen: str = field(default="", init=False)

    @property
    def where(self) -> str:
        """The repository and its branch."""
        return f"{without_names(self.remote)} ({self.branch})"

    @property
    def _ref(self) -> str:
        return f"refs/heads/{self.branch}"

    def mark(self) -> Mark:
        """Return what the branch says that it holds. Raises WorldError where it holds a portal, or cannot be read."""
        self._refuse_own_branch()
        self._make_ready()
        self._seen = patiently(self._fetch)
        there = dict(self._there())
        if any(_PORTAL.fullmatch(name) for name in there):
            raise self._is_for_content()
        blob = there.get(MARK)
        return read_mark(self._git("cat-file", "blob", blob).out if blob else None)

    def compare(self, files: Mapping[str, Path]) -> Difference:
        """Return how the branch's files stand to `files`."""
        ours = dict(zip(files.values(), self._ids(files.values()), strict=True))
        found = compare_digests(files, dict(self._there()), lambda path: ours[path])
        return replace(found, others=found.others - {MARK})

    def send(self, steps: Sequence[Step], begun: Mark, done: Mark, progress: Progress) -> None:
        """Push one commit with all that the steps do and the mark `done`; `begun` is never seen."""
        commit = self._commit(list(self._entries(steps, done, progress)))
        if self._seen:  # cut off there, git looks into the tree that it replaces, and leaves out what the host has
            (self.scratch / "shallow").write_text(f"{self._seen}\n", encoding="ascii")
        lease = f"--force-with-lease={self._ref}:{self._seen}"
        words = ("--porcelain", "--no-verify", "--no-signed", "--no-follow-tags", "--recurse-submodules=no", lease)
        patiently(lambda: self._git("push", *words, "--", self.remote, f"{commit}:{self._ref}"))
        self._git("update-ref", SEEN, commit)
        self._seen = commit
        self._git("prune", "--expire=now")

    def _entries(self, steps: Sequence[Step], done: Mark, progress: Progress) -> Iterator[str]:
        """Yield the lines of `git update-index --index-info` that make the new tree of the old one."""
        total, made = sum(step.size for step in steps), 0
        for step in steps:
            for name, blob in zip(step.puts, self._ids(step.puts.values(), keep=True), strict=True):
                yield f"100644 {blob}\t{name}\0"
            for name in step.drops:
                yield f"0 {'0' * 40}\t{name}\0"
            made += step.size
            progress(step.what, made, total)
        for name, content in {MARK: make_mark(done), NO_JEKYLL: b""}.items():
            yield f"100644 {self._git('hash-object', '-w', '--stdin', given=content).out.decode().strip()}\t{name}\0"

    def _commit(self, entries: Sequence[str]) -> str:
        with tempfile.TemporaryDirectory() as folder:
            index = Path(folder) / "index"
            self._git("read-tree", self._seen or "--empty", index=index)
            self._git("update-index", "-z", "--index-info", given="".join(entries).encode(), index=index)
            tree = self._git("write-tree", index=index).out.decode().strip()
        after = ["-p", self._seen] if self.keep_history and self._seen else []
        return self._git("commit-tree", tree, "-m", "Update", *after).out.decode().strip()

    def _fetch(self) -> str:
        """Return the commit on the branch, which is then here too; nothing where there is no branch."""
        listed = self._git("ls-remote", "--", self.remote, self._ref).out.decode()
        heads = dict(line.split("\t")[::-1] for line in listed.splitlines())
        there = heads.get(self._ref, "")
        here = self._git("for-each-ref", "--format=%(objectname)", SEEN).out.decode().strip()
        if there in ("", here):
            return there
        self._git("fetch", "--quiet", "--depth=1", "--no-tags", "--no-write-fetch-head", "--",
                  self.remote, f"+{self._ref}:{SEEN}")  # fmt: skip
        return self._git("rev-parse", SEEN).out.decode().strip()

    def _there(self) -> Iterator[tuple[str, str]]:
        """Yield every file on the branch and its blob; no blob for a link, which is none of ours."""
        listed = self._git("ls-tree", "-r", "-z", self._seen).out.decode(errors="surrogateescape") if self._seen else ""
        for entry in listed.split("\0")[:-1]:
            kind, _, name = entry.partition("\t")
            mode, _, blob = kind.split(" ")
            yield name, blob if mode == "100644" else ""

    def _ids(self, paths: Iterable[Path], *, keep: bool = False) -> list[str]:
        given = "".join(f"{path.resolve().as_posix()}\n" for path in paths).encode()
        words = ["hash-object", "--no-filters", "--stdin-paths", *(["-w"] if keep else [])]
        return self._git(*words, given=given).out.decode().split()

    def _make_ready(self) -> None:
        self.scratch.mkdir(parents=True, exist_ok=True, mode=0o700)
        for lock in self.scratch.rglob("*.lock"):  # of a git that was killed: only one publishes from here at a time
            lock.unlink()
        self._git("init", "--quiet", "--bare", "--template=")

    def _refuse_own_branch(self) -> None:
        """Raise WorldError where the branch is the one that this portal's own content is written on."""
        head = self._plain("symbolic-ref", "--quiet", "--short", "HEAD").strip()
        remotes = (line.split("\t")[1].split(" (")[0] for line in self._plain("remote", "-v").splitlines())
        if head == self.branch and any(self._place(one) == self._place(self.remote) for one in remotes):
            raise self._is_for_content()

    def _is_for_content(self) -> WorldError:
        what = f"{self.where} is the branch of a portal's own content: readers would be given all of it"
        return WorldError(what, hint="give the site a branch of its own, such as `branch: pages`")

    def _place(self, address: str) -> str:
        """Return what two addresses of one repository have in common: host and path, or the folder."""
        if (folder := (self.program.folder / address)).exists():
            return str(folder.resolve())
        found = _WEB.fullmatch(address.removesuffix("/").removesuffix(".git"))
        return f"{found[1]}/{found[2].lstrip('/')}".lower() if found else address

    def _plain(self, *words: str) -> str:
        """Return what git says of the portal's own repository; nothing where there is none."""
        told = self.program.run(["git", *words])
        return told.out.decode(errors="replace") if told.code == 0 else ""

    def _git(self, *words: str, given: bytes = b"", index: Path | None = None) -> Told:
        settings = {**SETTINGS, "core.hooksPath": self.scratch / "no-hooks"}
        given_to_git = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        places = {"GIT_DIR": str(self.scratch), **({"GIT_INDEX_FILE": str(index)} if index else {})}
        told = self.program.run(["git", *given_to_git, *words], given, **NOBODY, **places)
        if told.code:
            raise explain(told, FAULTS, self.where)
        return told


def quiet(environment: Mapping[str, str]) -> dict[str, str]:
    """Return an environment in which git asks for no password, speaks English, and knows of no other repository."""
    kept = {name: value for name, value in environment.items() if name not in {f"GIT_{one}" for one in _ELSEWHERE}}
    return {**kept, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
