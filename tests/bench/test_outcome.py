"""What figures say of a goal, and the shape in which they are told. Nothing here is measured."""

import pytest
from jsonschema import Draft202012Validator

from bench.outcome import Goal, Outcome, Part, Row, beside
from bench.run import ROOMS, _goals, settings_of
from bench.wanted import CALIBRATION, GOALS

NUMBER = {"type": ["number", "null"]}
TEXT = {"type": "string"}
ROW = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name", "unit", "rounds", "median", "min", "max", "vs", "ratio_median", "ratio_min", "ratio_max", "errors", "note"],
    "properties": {
        "name": TEXT, "unit": TEXT, "note": TEXT, "vs": {"type": ["string", "null"]},
        "rounds": {"type": "array", "items": {"type": "number"}}, "errors": {"type": "integer"},
        **dict.fromkeys(["median", "min", "max", "ratio_median", "ratio_min", "ratio_max"], NUMBER),
    },
}  # fmt: skip
GOAL = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id", "want", "got", "result", "why"],
    "properties": {
        **dict.fromkeys(["id", "want", "got", "why"], TEXT),
        "result": {"enum": ["pass", "fail", "noisy", "skipped"]},
    },
}


def at_least(want):
    return Part("ours", want, at_least=True, of_ratio=True, scales=("3k",))


def at_most(want):
    return Part("ours", want, at_least=False, of_ratio=False, scales=("3k",))


@pytest.mark.parametrize(
    ("part", "figures", "result"),
    [
        (at_least(0.3), [0.4, 0.5, 0.31], "pass"),
        (at_least(0.3), [0.3], "pass"),
        (at_least(0.3), [0.4, 0.5, 0.29], "noisy"),
        (at_least(0.3), [0.1, 0.29], "fail"),
        (at_most(10), [1, 9, 10], "pass"),
        (at_most(10), [1, 9, 11], "noisy"),
        (at_most(10), [11, 12], "fail"),
        (at_most(0), [0], "pass"),
        (at_most(0), [1], "fail"),
    ],
)
def test_a_goal_within_the_range_of_the_rounds_is_noise(part, figures, result):
    outcome = Outcome("3k")
    outcome.add([Row("ours", "ms", figures, "theirs", figures)])
    assert outcome.judge(Goal("G0", (part,)))["result"] == result


def test_errors_void_a_row():
    outcome = Outcome("3k")
    outcome.add([Row("ours", "/s", [9], "theirs", [9], errors=3)])
    told = outcome.judge(Goal("G0", (at_least(1),)))
    assert (told["result"], told["why"], told["got"]) == ("skipped", "ours: 3 errors void it", "")


def test_what_is_not_measured_says_why():
    outcome = Outcome("3k", missing={"ours": "no such tool here"})
    assert outcome.judge(Goal("G0", (at_least(1),)))["why"] == "ours: no such tool here"
    other = Goal("G0", (Part("ours", 1, at_least=True, of_ratio=True, scales=("100k",)),))
    told = outcome.judge(other)
    assert (told["result"], told["why"]) == ("skipped", "measured at the scale 100k")


def test_one_part_that_fails_is_a_failure_whatever_the_others_lack():
    outcome = Outcome("3k", missing={"other": "no such tool here"})
    outcome.add([Row("ours", "ms", [11])])
    both = Goal("G0", (at_most(10), Part("other", 1, at_least=True, of_ratio=True, scales=("3k",))))
    assert outcome.judge(both)["result"] == "fail"


def test_a_goal_in_milliseconds_needs_a_machine_that_was_calibrated():
    outcome = Outcome("3k")
    outcome.add([Row("ours", "ms", [11])])
    told = outcome.judge(Goal("G0", (at_most(10),), is_absolute=True), "not judged: pgbench is not installed")
    assert told["result"] == "skipped"
    assert told["got"] == "ours 11"
    assert told["why"].startswith("not judged")


def test_ratios_are_those_of_each_round():
    row = beside("ours vs theirs", "/s", [10, 30], Row("theirs", "/s", [20, 20]))
    assert row.ratios == [0.5, 1.5]
    assert row.as_json()["ratio_median"] == 1.0


@pytest.mark.parametrize("scale", ROOMS)
def test_every_goal_is_told_at_every_scale(scale):
    outcome = Outcome(scale)
    outcome.add([Row("cached page vs nginx", "/s", [1.5, 2], "nginx static", [0.4, 0.5]), Row("G5", "", [])])
    told = list(_goals(outcome))
    assert [each["id"] for each in told][:16] == [f"G{number}" for number in range(1, 17)]
    for each in told:
        Draft202012Validator(GOAL).validate(each)
    for row in outcome.rows.values():
        Draft202012Validator(ROW).validate(row.as_json())


def test_rows_that_goals_are_about_are_told_once():
    names = [(part.row, scale) for goal in GOALS for part in goal.parts for scale in part.scales]
    assert len(names) == len(set(names))
    assert CALIBRATION not in dict(names)


def test_a_run_is_asked_for_by_its_environment():
    assert settings_of({}).is_whole
    some = settings_of({"SCALE": "100K", "ONLY": "search,http", "ROUNDS": "7", "SECONDS": "0.5"})
    assert (some.scale, some.rooms, some.rounds, some.seconds) == ("100k", ("http", "search"), 7, 0.5)
    assert not some.is_whole
    for wrong in ({"SCALE": "2m"}, {"ONLY": "kitchen"}, {"SCALE": "1m", "ONLY": "front"}):
        with pytest.raises(SystemExit):
            settings_of(wrong)
