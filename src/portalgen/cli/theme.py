"""`portalgen theme`: which themes there are, what each is made of, and files to change."""

from typing import TYPE_CHECKING, Any

import click

from portalgen.cli.options import Common, common
from portalgen.cli.say import answer
from portalgen.errors import Problem, UsageError

if TYPE_CHECKING:  # for types alone: `portalgen --help` must not wait for pydantic
    from portalgen.theme.find import Theme
    from portalgen.theme.lookup import Layer


@click.group()
def theme() -> None:
    """See how pages look and change it.

    \b
    Examples:
      portalgen theme list
      portalgen theme show boardroom
      portalgen theme eject boardroom templates/partials/nav.html
    """


@theme.command("list")
@common
def list_(common: Common) -> None:
    """List the themes: those that come with portalgen, and your own.

    \b
    Examples:
      portalgen theme list
      portalgen theme list --format json
    """
    from portalgen.theme.find import find_theme
    from portalgen.theme.lookup import names_of_themes

    values = []
    for name, own in names_of_themes(common.portal).items():
        chain = find_theme(common.portal, name, Problem("")).chain
        about = next((layer.doc.record for layer in chain if layer.doc and layer.doc.record.description), None)
        extends = next((layer.theme for layer in chain if layer.theme != name), None)
        described = about.description if about else ""
        values.append({"name": name, "own": own, "extends": extends, "description": described})
    lines = [
        f"{value['name']:14} {'own' if value['own'] else 'shipped':8} {value['description']}"
        + (f" (extends {value['extends']})" if value["extends"] else "")
        for value in values
    ]
    answer(common, values, "\n".join(lines))


@theme.command()
@click.argument("name", required=False)
@common
def show(name: str | None, common: Common) -> None:
    """Show what the theme NAME is made of: which file comes from where, each setting and the line that sets it.

    Without NAME, the theme that the portal uses, or with --cohort that cohort's.

    \b
    Examples:
      portalgen theme show
      portalgen theme show broadsheet
      portalgen theme show --cohort causeway --format json
    """
    from portalgen.theme.lookup import files_of

    found = _find(name, common)
    files = {file: [_where(found, layer) for layer in layers] for file, layers in files_of(found.chain).items()}
    value = {
        "name": found.name,
        "folders": [_where(found, layer) for layer in found.chain],
        "files": [{"file": file, "from": places[0], "hides": places[1:]} for file, places in files.items()],
        "settings": [
            {"key": key, "value": _plain(setting.value), "from": setting.origin}
            for key, setting in sorted(found.settled.items())
        ],
    }
    lines = [f"Theme {found.name}. Files are looked up in this order:"]
    lines += [f"  {number}. {where}" for number, where in enumerate(value["folders"], start=1)]
    lines += ["", "Files:"]
    lines += [
        f"  {file:34} {places[0]}" + (f"  in place of {'; '.join(places[1:])}" if places[1:] else "")
        for file, places in files.items()
    ]
    lines += ["", "Settings:"]
    lines += [f"  {one['key']:18} {_words(one['value']):34} {one['from']}" for one in value["settings"]]  # type: ignore[index]
    answer(common, value, "\n".join(lines))


@theme.command("eject")
@click.argument("name")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--all", "everything", is_flag=True, help="Every file of the theme.")
@common
def eject_(name: str, files: tuple[str, ...], everything: bool, common: Common) -> None:
    """Copy files of the theme NAME into themes/NAME of the portal, to be changed there. Overwrites nothing.

    \b
    Examples:
      portalgen theme eject boardroom templates/partials/nav.html
      portalgen theme eject broadsheet --all
    """
    from portalgen.theme.eject import eject

    if bool(files) == everything:
        hint = f"`portalgen theme show {name}` lists them"
        raise UsageError("name the files to copy, or give --all", hint=hint)
    done = eject(common.portal, _find(name, common), files)
    lines = [
        f"Copied {len(done.copied)} of the theme's files into {done.folder}:" if done.copied else "Copied nothing."
    ]
    lines += [f"  {file}" for file in done.copied]
    if done.kept:
        lines += ["Already there and left as they are:", *(f"  {file}" for file in done.kept)]
    if done.copied:
        lines += ["Builds use these files from now on. To undo it, delete them: the theme's own count again."]
    answer(common, {"folder": done.folder, "copied": done.copied, "kept": done.kept}, "\n".join(lines))


def _find(name: str | None, common: Common) -> "Theme":
    """Return the theme `name` as this portal sets it, or the theme that it uses."""
    from portalgen.desk.choose import check_cohorts
    from portalgen.load.reader import CONTENT, PORTAL_FILE
    from portalgen.model.cohort import CohortRecord
    from portalgen.model.network import Network
    from portalgen.source.document import read_yaml
    from portalgen.theme.find import find_theme, theme_of

    root = common.portal
    network = read_yaml(root, PORTAL_FILE, Network) if (root / PORTAL_FILE).is_file() else None
    check_cohorts(root, common.cohort)
    cohort = next((f"{CONTENT}/{one}/cohort.yaml" for one in common.cohort), "")
    used = theme_of(root, network, read_yaml(root, cohort, CohortRecord) if cohort else None)
    return used if name in (None, used.name) else find_theme(root, name or "", Problem(""))


def _where(found: "Theme", layer: "Layer") -> str:
    kind = "own" if layer.own else "shipped"
    return f"{kind}: {layer.theme}" if layer.theme == found.name else f"extended, {kind}: {layer.theme}"


def _plain(value: Any) -> Any:  # noqa: ANN401 -- a setting's value, for JSON
    if isinstance(value, tuple):
        return [one if isinstance(one, str) else one.model_dump() for one in value]
    return value


def _words(value: Any) -> str:  # noqa: ANN401 -- as `_plain` returns it
    if isinstance(value, list):
        return ", ".join(one if isinstance(one, str) else one["file"] for one in value) or "none"
    return f"{value:g}" if isinstance(value, float) else str(value)
