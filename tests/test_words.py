"""Every language says everything that English says, counts as Unicode says, and writes dates as its readers do."""

import json
import re
import subprocess
import unicodedata
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from portalgen.plan.views import Span
from portalgen.render.dates import Dates
from portalgen.words import FORMS, TABLES, category, counted, known, languages, number, words

ROOT = Path(__file__).resolve().parent.parent
ROOM = ROOT / "src" / "portalgen" / "words"
OTHERS = [language for language in languages() if language != "en"]
REGIONS = sorted(path.name.split(".")[1] for path in ROOM.glob("dates.*-*.json"))
WHOLE = {"time.short", "convener.came"}  # a number that no noun follows: one form serves every count


def table(prefix, language):
    return json.loads((ROOM / f"{prefix}{language}.json").read_text(encoding="utf-8"))


def names_in(text):
    return set(re.findall(r"\{(\w+)\}", text))


def node(script):
    """Run JavaScript in Node, whose Intl holds Unicode's own tables; the script's last value comes back."""
    told = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True, timeout=60)
    return json.loads(told.stdout)


def plain(text):
    return re.sub(r"\s", " ", unicodedata.normalize("NFKC", text))


def test_english_german_french_spanish_and_a_language_from_right_to_left_are_there():
    assert {"en", "de", "fr", "es", "ar"} <= set(languages())
    assert words("ar")["locale.dir"] == "rtl"


@pytest.mark.parametrize("prefix", TABLES)
@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_every_key_of_english_and_no_other(language, prefix):
    english, own = table(prefix, "en"), table(prefix, language)
    missing = {key: text for key, text in english.items() if key not in own}
    lines = json.dumps(missing, ensure_ascii=False, indent=2)[2:-2]
    assert not missing, f"{len(missing)} texts to translate in words/{prefix}{language}.json:\n{lines}"
    assert not own.keys() - english.keys(), f"{prefix}{language}.json has keys that English has not"
    assert all(own.values())


@pytest.mark.parametrize("prefix", TABLES)
@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_placeholders_of_the_english(language, prefix):
    own = table(prefix, language)
    for key, english in table(prefix, "en").items():
        if key not in own or key.startswith("locale."):
            continue
        wanted = names_in(english)
        for form in own[key].split(FORMS):
            assert names_in(form) | {"count"} == wanted | {"count"}, f"{prefix}{language}.json: {key}: {form}"
        assert names_in(own[key]) == wanted, f"{prefix}{language}.json: {key}"


@pytest.mark.parametrize("language", languages())
def test_a_text_with_a_count_has_a_form_for_each_way_of_counting(language):
    forms = 6 if words(language)["locale.plural"] == "arabic" else 2
    for key, english in words("en").items():
        if "{count}" in english and key not in WHOLE:
            own = words(language)[key].split(FORMS)
            assert len(own) == forms, f'{language}: {key}: write {forms} forms with "{FORMS}" between them'


def test_a_count_is_only_ever_filled_in_by_the_rule_for_counting():
    places = [*(ROOT / "src" / "portalgen").rglob("*.py"), *(ROOT / "themes").rglob("*.html")]
    for path in places:
        text = path.read_text(encoding="utf-8")
        wrong = re.findall(r'words\["[\w.]+"\]\.format\(count=.*', text)
        assert not wrong, f"{path}: use `|counted(…)` in a template, `counted(…)` of portalgen.words in Python"


@pytest.mark.parametrize("language", languages())
def test_counting_follows_the_rules_of_unicode(language):
    rule = words(language)["locale.plural"]
    wanted = node(
        f"const r = new Intl.PluralRules('{language}');"
        "console.log(JSON.stringify([...Array(1203).keys()].map(n => r.select(n))))"
    )
    assert [category(rule, count) for count in range(1203)] == wanted


def test_one_member_is_not_the_one_members():
    readable = words("en")["readable.members"]
    assert counted(words("en"), readable, 1).startswith("Readable by the one member and")
    assert counted(words("en"), readable, 11).startswith("Readable by the 11 members and")
    assert counted(words("ar"), words("ar")["time.minutes"], 2) == "دقيقتان"
    assert counted(words("ar"), words("ar")["time.minutes"], 12) == "12 دقيقة"


@pytest.mark.parametrize("locale", sorted({*OTHERS, *REGIONS}))
def test_days_are_written_as_unicode_has_them_for_the_readers(locale):
    tag = json.dumps(f"{locale}-u-nu-latn")
    wanted = node(
        f"const long = new Intl.DateTimeFormat({tag}, {{weekday: 'short', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC'}});"
        f"const short = new Intl.DateTimeFormat({tag}, {{day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC'}});"
        f"const clock = new Intl.DateTimeFormat({tag}, {{hour: 'numeric', minute: '2-digit', timeZone: 'UTC'}});"
        "const days = [...Array(12).keys()].map(m => new Date(Date.UTC(2026, m, 10 + m, 2 * m, 5)));"
        "console.log(JSON.stringify(days.map(d => [long.format(d), short.format(d), clock.format(d)])))"
    )
    dates = Dates(words(locale))
    for month, (long, short, clock) in enumerate(wanted):
        moment = datetime(2026, month + 1, 10 + month, 2 * month, 5, tzinfo=ZoneInfo("UTC"))
        assert plain(dates.day(moment)) == plain(long)
        assert plain(dates.isoday(moment.date().isoformat())) == plain(short)
        assert plain(dates.clock(moment)).lstrip("0") == plain(clock).lstrip("0")


@pytest.mark.parametrize("locale", sorted({*languages(), *REGIONS} - {"en-IN"}))
def test_numbers_are_written_as_unicode_has_them(locale):
    wanted = node(f"console.log(JSON.stringify(new Intl.NumberFormat('{locale}-u-nu-latn').format(1234567.8)))")
    assert plain(number(words(locale), 1234567.8, 1)).replace("'", "’") == plain(wanted).replace("'", "’")


def test_a_session_is_written_in_the_clock_of_its_readers():
    zone = ZoneInfo("America/New_York")
    span = Span(
        datetime(2026, 12, 1, 12, 30, tzinfo=zone),
        datetime(2026, 12, 1, 17, 0, tzinfo=zone),
        "America/New_York",
        "New York",
    )
    said = {locale: Dates(words(locale)).span(span) for locale in ("en", "en-US", "de", "fr", "es")}
    assert said == {
        "en": "Tue 1 December 2026, 12:30–17:00",
        "en-US": "Tue, December 1, 2026, 12:30 PM–5:00 PM",
        "de": "Di., 1. Dezember 2026, 12:30–17:00 Uhr",
        "fr": "mar. 1er décembre 2026, 12:30 – 17:00",
        "es": "mar, 1 de diciembre de 2026, 12:30–17:00",
    }


def test_the_browser_counts_as_the_build_does(tmp_path):
    source, bundled = ROOT / "src/portalgen/browser/words.js", tmp_path / "words.cjs"
    esbuild = ROOT / "node_modules" / ".bin" / "esbuild"
    subprocess.run(
        [esbuild, source, "--bundle", "--format=cjs", f"--outfile={bundled}", "--log-level=error"], check=True
    )
    for language in languages():
        own = words(language)
        told = node(
            f"globalThis.document = {{getElementById: () => ({{textContent: {json.dumps(json.dumps(own))}}})}};"
            f"const {{counted}} = require({json.dumps(str(bundled))});"
            "console.log(JSON.stringify([0, 1, 2, 3, 11, 100, 12345].map(n => counted('time.minutes', n))))"
        )
        wanted = [counted(own, own["time.minutes"], count) for count in (0, 1, 2, 3, 11, 100, 12345)]
        assert [plain(text) for text in told] == [plain(text) for text in wanted]


@pytest.mark.parametrize("name", ["xx", "english", "de_DE", "de-at", ""])
def test_a_language_without_words_is_not_known(name):
    assert not known(name)


def test_an_unknown_language_is_told_with_its_line_and_the_languages_there_are(portal):
    site = portal({"content/table/cohort.yaml": "title: The Test Table\nlocale: kl\n"})
    told = site.run("build")
    said = told.stderr.decode()
    assert told.returncode == 1
    assert "content/table/cohort.yaml:2" in said
    assert all(language in said for language in languages())


def test_a_cohort_speaks_its_own_language_and_its_lock_page_too(portal):
    site = portal(
        {
            "content/table/cohort.yaml": "title: Der Tisch\nlocale: de\n",
            "content/salon/cohort.yaml": "title: The Salon\n",
            "content/table/page.md": "# Eine Seite\n\n::: tip\nSo.\n:::\n",
            "content/table/autre.md": "---\nlang: fr\n---\n# Bonjour\n\nUne page.\n",
        }
    )
    site.build()
    lock = (site.output("table") / "index.html").read_text()
    assert '<html lang="de" dir="ltr"' in lock and ">Entsperren<" in lock
    told = json.loads(re.search(r'<script type="application/json" id="words">(.*?)</script>', lock).group(1))
    assert told["runtime.wrong"].startswith("Diese Passphrase öffnet")
    pages = "".join(site.plain_pages("table").values())
    assert "Jetzt sperren" in pages and '<html lang="de" dir="ltr">' in pages and ">Tipp<" in pages
    assert '<div lang="fr" dir="auto">' in pages
    other = (site.output("salon") / "index.html").read_text()
    assert 'id="words"' not in other, "English is in the bundle already"
    assert (site.output("salon") / "assets").exists()
    scripts = {path.name for cohort in ("table", "salon") for path in (site.output(cohort) / "assets").glob("*.js")}
    assert len(scripts) == 1, "one bundle serves every language"
