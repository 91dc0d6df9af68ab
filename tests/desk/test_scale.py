"""Boxes that fit the time: for every length and group, they add up to the minute."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portalgen.desk.agenda import Circumstances, days, make_agenda
from portalgen.desk.kits import KINDS, read_kit
from portalgen.desk.scale import Span, share
from portalgen.load.unread import SHARED
from portalgen.model.session import AgendaItem

ZONE = ZoneInfo("America/New_York")
spans = st.lists(
    st.builds(
        lambda least, more, most, keep: Span(least, least + more, None if most is None else least + more + most, keep),
        st.integers(1, 60),
        st.integers(0, 60),
        st.none() | st.integers(0, 60),
        st.integers(1, 9),
    ),
    min_size=1,
    max_size=14,
)


@given(spans, st.integers(1, 1500))
def test_boxes_make_up_the_time_there_is(boxes, total):
    assert sum(share(boxes, total)) == total


@given(spans, st.integers(1, 1500))
def test_a_box_has_its_least_or_is_left_out(boxes, total):
    minutes = share(boxes, total)
    kept = [(box, length) for box, length in zip(boxes, minutes, strict=True) if length]
    assert all(length >= box.least for box, length in kept) or len(kept) == 1


@given(spans, st.integers(1, 1500))
def test_what_stays_to_the_last_is_not_left_out_before_the_rest(boxes, total):
    minutes = share(boxes, total)
    kept = [box.keep for box, length in zip(boxes, minutes, strict=True) if length]
    gone = [box.keep for box, length in zip(boxes, minutes, strict=True) if not length]
    assert not gone or max(kept) <= min(gone)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(KINDS),
    st.integers(0, 23 * 60),
    st.integers(1, 900),
    st.integers(1, 40),
    st.integers(1, 30),
    st.integers(0, 25),
    st.sampled_from([date(2027, 2, 11), date(2027, 3, 14), date(2026, 11, 1)]),  # two days with a change of clocks
)
def test_every_kit_fills_one_day_exactly(kind, begins, minutes, members, number, promises, day):
    start = datetime.combine(day, datetime.min.time()) + timedelta(minutes=begins)
    end = start + timedelta(minutes=minutes)
    if kind == "retreat" and end.date() != start.date():
        return
    items = make_agenda(read_kit(kind), start, end, ZONE, Circumstances(number, members, promises))
    real = end.replace(tzinfo=ZONE).timestamp() - start.replace(tzinfo=ZONE).timestamp()
    assert sum(item.minutes for item in items) == max(0, real // 60)
    for item in items:
        AgendaItem(title=item.title, kind=item.box.kind, minutes=item.minutes)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 1439), st.integers(1, 5), st.integers(0, 1439), st.integers(1, 30), st.integers(1, 12))
def test_a_retreat_fills_every_one_of_its_days(begins, nights, ends, members, number):
    midnight = datetime(2027, 9, 16)
    start = midnight + timedelta(minutes=begins)
    end = midnight + timedelta(days=nights, minutes=ends)
    kit, now = read_kit("retreat"), Circumstances(number, members, 3)
    items = make_agenda(kit, start, end, ZONE, now)
    planned = list(days(kit, start, end, ZONE))
    for day in planned:
        assert sum(item.minutes for item in items if item.day == day.number) == day.minutes > 0
    last = planned[-1]
    opens = datetime.strptime(last.at, "%H:%M").time() if last.at else start.time()
    first_day = midnight + timedelta(days=last.number - 1)
    closes = datetime.combine(first_day.date(), opens) + timedelta(minutes=last.minutes)
    assert closes == end or (end.time() == datetime.min.time() and last.number == nights)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kit_opens_with_the_rule_and_ends_with_the_close(kind):
    kit = read_kit(kind)
    start = datetime(2027, 2, 11, 9)
    items = make_agenda(kit, start, start + timedelta(minutes=max(kit.minutes, 180)), ZONE, Circumstances(3, 9, 4))
    kinds = [item.box.kind for item in items]
    assert "confidentiality" in kinds[:2]
    assert kinds[-1] == "close"


def test_depth_grows_with_the_sessions_of_a_group():
    kit, start = read_kit("regular"), datetime(2027, 2, 11, 12)
    end = start + timedelta(hours=5)
    kinds = {
        number: [item.box.kind for item in make_agenda(kit, start, end, ZONE, Circumstances(number, 8, 2))]
        for number in (1, 2, 5)
    }
    assert "presentation" not in kinds[1] and "accountability" not in kinds[1][:3]
    assert "presentation" in kinds[2] and "clearing" not in kinds[2]
    assert "clearing" in kinds[5]


def test_a_member_more_makes_updates_longer():
    kit, start = read_kit("regular"), datetime(2027, 2, 11, 13)
    lengths = []
    for members in (6, 7, 8, 9, 10):
        items = make_agenda(kit, start, start + timedelta(hours=4), ZONE, Circumstances(3, members, 2))
        lengths.append(next(item.minutes for item in items if item.box.kind == "updates"))
    assert lengths == sorted(lengths) and lengths[0] < lengths[-1]


def test_no_kind_is_named_as_a_shared_folder():
    assert not set(KINDS) & set(SHARED)
