"""What carries forward, as properties: one history whatever the order of writing, a clock that loses no minute."""

from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portalgen.load.reader import read_portal
from portalgen.plan.clock import boxes, later, left_over
from portalgen.plan.commitments import carried_to, history, promises_of, records, status_of
from portalgen.plan.scope import Scope
from portalgen.words import words

PORTAL = "name: Test Tables\nconvener:\n  org: Test House\ntimezone: America/New_York\nas_of: 2026-11-24\n"
DAYS = ["2026-01-10", "2026-02-10", "2026-03-10", "2026-04-10", "2026-05-10"]
STATUSES = st.sampled_from(["open", "on-track", "changed"])
quick = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def write(root, files):
    for name, text in {"portal.yaml": PORTAL, "content/people/ada.md": "---\nname: Ada Lind\n---\n", **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def scope_of(root, as_of=date(2026, 11, 24)):
    portal = read_portal(root)
    return Scope(portal, portal.cohorts[0], as_of, bytes(32), words("en"))


def sessions():
    return {f"content/table/sessions/{number}/session.md": f"---\nid: s{number}\ntitle: Evening {number}\nstart: {day} 18:00\n---\n"
            for number, day in enumerate(DAYS)}  # fmt: skip


def told(root, updates, **more):
    promise = {"id": "c1", "who": "ada", "text": "Call", "made_in": "s0", "updates": updates, **more}
    files = {"content/table/cohort.yaml": "title: Table\n", **sessions()}
    write(root, {**files, "content/table/commitments.yaml": yaml.safe_dump({"commitments": [promise]})})
    scope = scope_of(root)
    record = records(scope)[0]
    carried = [session.id for session in scope.cohort.sessions if list(carried_to(scope, session))]
    return [update.text for update in history(scope, record)], status_of(scope, record), carried


@quick
@given(
    statuses=st.lists(STATUSES, min_size=1, max_size=4),
    closed=st.sampled_from(["done", "dropped", None]),
    data=st.data(),
)
def test_any_order_of_reports_gives_one_history(tmp_path, statuses, closed, data):
    updates = [{"session": f"s{number + 1}", "text": f"report {number}", "status": status}
               for number, status in enumerate(statuses)]  # fmt: skip
    if closed:
        updates[-1]["status"] = closed
    shuffled = data.draw(st.permutations(updates))
    assert told(tmp_path / "a", updates) == told(tmp_path / "b", shuffled)


@quick
@given(last=st.integers(1, 4))
def test_a_promise_is_carried_to_every_session_until_the_one_that_closes_it(tmp_path, last):
    _, status, carried = told(tmp_path, [{"session": f"s{last}", "text": "Done", "status": "done"}])
    assert (status, carried) == ("done", [f"s{number}" for number in range(1, last + 1)])


def test_an_open_promise_is_carried_to_every_later_session_and_takes_longer_once_its_day_has_passed(tmp_path):
    _, status, carried = told(tmp_path, [], due=date(2026, 6, 1))
    assert (status, carried) == ("late", ["s1", "s2", "s3", "s4"])


def test_two_members_of_one_name_keep_their_own_promises(tmp_path):
    promise = {"id": "c1", "who": "ada", "text": "Call", "made_in": "s0"}
    write(tmp_path, {**sessions(), "content/people/bea.md": "---\nname: Ada Lind\n---\n",
                     "content/table/cohort.yaml": "title: Table\nmembers: [{person: ada}, {person: bea}]\n",
                     "content/table/commitments.yaml": yaml.safe_dump({"commitments": [promise]})})  # fmt: skip
    scope = scope_of(tmp_path)
    assert [row.id for row in promises_of(scope, "members", "ada")] == ["c1"]
    assert promises_of(scope, "members", "bea") == ()


def agenda(root, minutes, start="2026-03-07 20:00", end="2026-03-08 10:00", **first):
    items = [{"title": f"Box {number}", "kind": "topic", "minutes": count} for number, count in enumerate(minutes)]
    items[0] |= first
    front = yaml.safe_dump({"title": "Night", "agenda": items}, sort_keys=False)
    head = f"start: {start}\nend: {end}\n"
    write(root, {"content/table/cohort.yaml": "title: Table\n",
                 "content/table/sessions/n/session.md": f"---\n{head}{front}---\n"})  # fmt: skip
    return read_portal(root).cohorts[0].sessions[0]


@quick
@given(minutes=st.lists(st.integers(0, 240), min_size=1, max_size=12))
def test_the_clock_loses_no_minute_even_in_the_night_when_the_clocks_change(tmp_path, minutes):
    session = agenda(tmp_path, minutes)
    made = boxes(session)
    assert made[0].start == session.start
    for box, after, count in zip(made, [*made[1:], None], minutes, strict=True):
        assert box.end.astimezone(UTC) - box.start.astimezone(UTC) == timedelta(minutes=count)
        assert after is None or (after.start == box.end and after.gap == 0)
    assert left_over(session) == 13 * 60 - sum(minutes)


def test_in_the_night_of_the_change_three_follows_one(tmp_path):
    made = boxes(agenda(tmp_path, [330, 60]))
    assert [f"{box.end:%H:%M}" for box in made] == ["01:30", "03:30"]
    assert later(made[0].end, 60) == made[1].end


def test_two_in_the_afternoon_in_new_york_is_six_in_london_in_the_week_when_only_one_has_changed(tmp_path):
    session = agenda(tmp_path, [60], start="2026-03-19 14:00", end="2026-03-19 18:00")
    assert session.start.astimezone(ZoneInfo("Europe/London")).hour == 18
