"""The map: where pins fall, what becomes one mark, and the drawing as a page carries it."""

import gzip
import json
import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from math import hypot
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from citesmetiers import maps
from citesmetiers.maps import marks
from citesmetiers.maps.outlines import insets, outlines

NETWORK = json.loads(Path(settings.BASE_DIR, "citesmetiers/data/network.json").read_text(encoding="utf-8"))
POSITIONS = [
    (cite["id"], place["country"], place["latitude"], place["longitude"])
    for cite in NETWORK["cites"]
    for place in cite.get("places", [])
    if place.get("latitude") is not None
]
MAIN = {cite["id"]: cite["country"] for cite in NETWORK["cites"]}
STEP = re.compile(r"-?\d+")


def pin(latitude=48.85, longitude=2.35, **fields):
    values = {"label": "Paris", "url": "/en/cites/paris/", "kind": "unknown", "country": "FR"} | fields
    return maps.Pin(latitude, longitude, **values)


def real_pins():
    """One pin for each real Cité, at its first known position."""
    first = {slug: (latitude, longitude) for slug, _country, latitude, longitude in reversed(POSITIONS)}
    kinds = ("open", "closed", "unknown")
    return [
        pin(*spot, label=slug.title(), url=f"/en/cites/{slug}/", kind=kinds[i % 3], country=MAIN[slug])
        for i, (slug, spot) in enumerate(sorted(first.items()))
    ]


def drawn(drawing, **more):
    return render_to_string("portal/public/map.html", {"map": drawing, **more})


def has_inside(path, x, y):
    """Whether a point lies inside the closed rings of a path (even-odd), read from its data."""
    inside = False
    for ring in path.split("M")[1:]:
        numbers = [int(number) for number in STEP.findall(ring)]
        points = [(numbers[0], numbers[1])]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            points.append((points[-1][0] + dx, points[-1][1] + dy))
        for (ax, ay), (bx, by) in pairwise([*points, points[0]]):
            if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
                inside = not inside
    return inside


def near_land(path, spot, slack=3):
    """Inside the outline, or on a coast that was straightened: three units are half a door."""
    x, y = spot
    around = [(x + i, y + j) for i in (-slack, 0, slack) for j in (-slack, 0, slack)]
    return any(has_inside(path, *point) for point in around)


# --- Where pins fall --------------------------------------------------------------------------
@pytest.mark.parametrize(("slug", "country", "latitude", "longitude"), POSITIONS)
def test_every_real_place_stands_on_its_own_country(slug, country, latitude, longitude):
    sheets = [outlines()[country], *insets(country).values()]
    spots = [(sheet, spot) for sheet in sheets if (spot := sheet.place(longitude, latitude))]
    assert spots, f"{slug} is on no sheet of {country}"
    for sheet, spot in spots:
        assert near_land(sheet.countries[country], spot), f"{slug} is beside {country}"


def test_every_country_of_the_network_has_its_view():
    assert set(MAIN.values()) <= outlines().keys()


@pytest.mark.parametrize("view", sorted(outlines()))
def test_positions_go_east_to_the_right_and_north_to_the_top(view):
    sheet = outlines()[view]
    centre = sheet.sheet.centre or (10, 45)
    east = [sheet.sheet.place(centre[0] + step, centre[1])[0] for step in (-2, -1, 0, 1, 2)]
    north = [sheet.sheet.place(centre[0], centre[1] + step)[1] for step in (-2, -1, 0, 1, 2)]
    assert east == sorted(set(east))
    assert north == sorted(set(north), reverse=True)


def test_the_world_is_cut_where_no_land_is():
    world = outlines()["world"]
    assert (
        world.place(-168, 65)[0] < world.place(0, 65)[0] < world.place(179, 65)[0] < world.place(-175, 65)[0]
    )


@pytest.mark.parametrize("view", ["world", "europe", *sorted(set(MAIN.values()))])
def test_no_mark_stands_outside_the_drawing_and_every_pin_is_accounted_for(view):
    pins = real_pins()
    drawing = maps.draw(pins, view)
    for panel in drawing.panels:
        for mark in panel.marks:
            assert panel.left <= mark.x <= panel.left + panel.width <= drawing.width
            assert panel.top <= mark.y <= panel.top + panel.height <= drawing.height
    wanted = [each for each in pins if view in ("world", "europe", each.country)]
    assert drawing.count + drawing.outside == len(wanted)
    if view != "europe":
        assert drawing.outside == 0


def test_europe_says_how_many_it_leaves_out():
    drawing = maps.draw([pin(), pin(-21.34, 55.48, label="La Réunion", url="/r/")], "europe")
    assert (drawing.count, drawing.outside) == (1, 1)
    with override("en"):
        assert "One Cité lies outside this view." in drawn(drawing)
        assert "outside this view" not in drawn(maps.draw([pin()], "europe"))


def test_far_territories_are_insets_of_their_country_where_a_cite_is_there():
    far = [pin(16.24, -61.55, label="A", url="/a/"), pin(-12.78, 45.228, label="B", url="/b/")]
    with override("fr"):
        drawing = maps.draw([pin(), *far], "FR")
    assert [panel.label for panel in drawing.insets] == ["Guadeloupe", "Mayotte"]
    assert drawing.outside == 0
    assert drawing.height > drawing.sheet.height
    assert maps.draw([pin()], "FR").insets == ()


def test_a_country_shows_its_own_cites_only():
    drawing = maps.draw([pin(), pin(50.85, 4.37, label="Bruxelles", url="/b/", country="BE")], "BE")
    assert [mark.pins[0].label for mark in drawing.sheet.marks] == ["Bruxelles"]


def test_a_pin_off_all_sheets_is_counted_not_drawn():
    drawing = maps.draw([pin(-49.35, 70.2)], "FR")
    assert (drawing.count, drawing.outside) == (0, 1)


def test_a_view_without_a_sheet_is_an_error():
    with pytest.raises(KeyError):
        maps.draw([pin()], "ZZ")


# --- Marks ------------------------------------------------------------------------------------
def test_near_pins_become_a_number_that_leads_closer():
    pins = [pin(48.85 + step / 50, 2.35, label=f"N{step}", url=f"/{step}/") for step in range(3)]
    (mark,) = maps.draw(pins, "europe").sheet.marks
    assert (len(mark.pins), mark.url) == (3, maps.url_of("FR"))
    (mark,) = maps.draw(pins, "FR").sheet.marks
    assert mark.url.endswith("/cites/?country=FR#results")
    abroad = [*pins, pin(49.0, 2.4, label="N4", url="/4/", country="BE")]
    (mark,) = maps.draw(abroad, "world").sheet.marks
    assert mark.url == maps.url_of("europe")


@pytest.mark.parametrize(
    ("kinds", "kind"),
    [
        (("open", "closed"), "open"),
        (("open", "unknown"), "open"),
        (("closed", "closed"), "closed"),
        (("closed", "unknown"), "unknown"),
        (("unknown", "unknown"), "unknown"),
    ],
)
def test_a_number_is_open_where_one_of_them_is_and_closed_where_all_are(kinds, kind):
    pins = [pin(kind=each, url=f"/{i}/") for i, each in enumerate(kinds)]
    (mark,) = maps.draw(pins, "europe").sheet.marks
    assert mark.kind == kind


@pytest.mark.parametrize("view", ["world", "europe", "FR", "IT"])
@pytest.mark.parametrize("size", ["narrow", "wide"])
def test_marks_leave_room_for_a_finger_and_hold_every_pin_once(view, size):
    drawing = maps.draw(real_pins(), view)
    for panel in drawing.panels:
        standing = [mark for mark in panel.marks if size in mark.sizes]
        for i, one in enumerate(standing):
            for other in standing[:i]:
                # Positions are rounded to whole units after they were compared.
                assert hypot(one.x - other.x, one.y - other.y) / marks.UNITS[size] >= 24
        assert len(pins := [each for mark in standing for each in mark.pins]) == len(set(pins))
    assert (
        sum(len(mark.pins) for p in drawing.panels for mark in p.marks if size in mark.sizes) == drawing.count
    )


@pytest.mark.parametrize("view", ["europe", "FR"])
def test_names_cover_neither_doors_nor_names(view):
    for size in marks.UNITS:
        for panel in maps.draw(real_pins(), view).panels:
            standing = [mark for mark in panel.marks if size in mark.sizes]
            doors = [marks._around(mark.x, mark.y, size) for mark in standing]
            boxes = [
                marks._name_box(mark, side, size)
                for mark in standing
                for named, side in mark.names
                if named == size
            ]
            for i, box in enumerate(boxes):
                assert not any(box.meets(other) for other in [*doors, *boxes[:i]])


def test_the_drawing_does_not_depend_on_the_order_of_pins():
    pins = real_pins()
    with override("fr"):
        assert drawn(maps.draw(pins, "europe")) == drawn(maps.draw(pins[::-1], "europe"))


def test_thousands_of_pins_are_drawn_in_no_time_worth_a_word():
    pins = [
        pin(43 + i % 100 / 20, -1 + i // 100 / 20, label=f"Cité {i}", url=f"/{i}/") for i in range(10_000)
    ]
    drawing = maps.draw(pins, "FR")
    assert drawing.count + drawing.outside == 10_000
    assert len(drawing.sheet.marks) < 1_500


# --- Views ------------------------------------------------------------------------------------
def test_views_are_the_world_europe_and_the_countries_that_have_a_sheet():
    with override("fr"):
        links = maps.views({"FR", "BE", "ES", "ZZ"}, current="FR")
    assert [link.label for link in links] == ["Monde", "Europe", "Belgique", "Espagne", "France"]
    assert [link.key for link in links if link.current] == ["FR"]
    assert all(link.url.startswith("/fr/cites/?map=") and link.url.endswith("#map") for link in links)


@pytest.mark.parametrize(
    ("asked", "key"),
    [("fr", "FR"), ("FR", "FR"), (" be ", "BE"), ("world", "world"), ("it", "europe"), ("", "europe"),
     (None, "europe"), ("\0", "europe"), ("x" * 10_000, "europe"), ("ſ", "europe")],
)  # fmt: skip
def test_key_of_takes_what_exists_and_else_europe(asked, key):
    assert maps.key_of(asked, {"FR", "BE"}) == key


# --- The page ---------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("view", ["world", "europe", "FR", "MU"])
def test_the_drawing_is_well_formed_light_and_without_style_or_script(language, view):
    pins = real_pins()
    with override(language):
        html = drawn(maps.draw(pins, view), views=maps.views({each.country for each in pins}, current=view))
    tree = ET.fromstring(f"<root>{html}</root>")
    ids = [node.get("id") for node in tree.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    assert set(tree.find(".//svg").get("aria-labelledby").split()) <= set(ids)
    assert {node.get("href")[1:] for node in tree.iter("use")} <= set(ids)
    assert not any(name in node.attrib for node in tree.iter() for name in ("style", "onclick", "tabindex"))
    assert all(node.get("href") and node.get("aria-label") for node in tree.findall(".//svg/a"))
    assert tree.find(".//svg").get("role") != "img", "what is inside an image cannot be reached"
    assert len(gzip.compress(html.encode())) <= 12_000


def test_a_name_says_its_state_and_that_it_is_invented():
    with override("en"):
        html = drawn(maps.draw([pin(kind="open", demo=True)], "FR"))
    assert 'aria-label="Paris (demonstration), open"' in html
    assert ">Paris (demo)</text>" in html


def test_a_number_says_its_names_and_how_many_are_open():
    pins = [pin(label=f"Cité {i:02}", url=f"/{i}/", kind="open" if i < 2 else "closed") for i in range(10)]
    with override("en"):
        html = drawn(maps.draw(pins, "europe"))
    assert 'aria-label="10 Cités: Cité 00, Cité 01,' in html
    assert "Cité 07, … – 2 open now" in html


def test_labels_are_escaped():
    html = drawn(maps.draw([pin(label='<b>"&', url="/?a=1&b=2")], "FR"))
    assert "<b>" not in html
    assert "&lt;b&gt;&quot;&amp;" in html


def test_the_caption_names_the_source_and_its_precision():
    with override("en"):
        html = drawn(maps.draw([pin()], "FR"))
    assert "Natural Earth, public domain" in html
    assert "to the street or only to the town" in html


def test_the_bundled_outlines_are_small():
    assert Path(settings.BASE_DIR, "citesmetiers/data/outlines.json").stat().st_size <= 150_000
