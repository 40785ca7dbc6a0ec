"""One template draws every form: label, hint, error and the links between them."""

import html5lib
import pytest
from django import forms
from django.utils.translation import override

HTML = "{http://www.w3.org/1999/xhtml}"


class Sample(forms.Form):
    name = forms.CharField(label="Name", help_text="As visitors know it.")
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    days = forms.MultipleChoiceField(
        label="Days", choices=[("mo", "Monday")], widget=forms.CheckboxSelectMultiple, required=False
    )
    step = forms.BooleanField(label="Step-free", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        if not self.data.get("kind"):
            raise forms.ValidationError("These answers do not go together.")


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def read(form):
    return html5lib.HTMLParser(strict=True).parseFragment(str(form))


def by_id(tree):
    return {element.get("id"): element for element in tree.iter() if element.get("id")}


def words(element):
    return " ".join("".join(element.itertext()).split())


def test_field_has_a_label_and_a_hint_that_it_names():
    tree = read(Sample())
    name = by_id(tree)["id_name"]
    assert name.get("aria-describedby") == "id_name_helptext"
    assert words(by_id(tree)["id_name_helptext"]) == "As visitors know it."
    assert [words(label) for label in tree.iter(f"{HTML}label") if label.get("for") == "id_name"] == ["Name"]


def test_field_in_error_names_hint_and_error():
    tree = read(Sample({"kind": "a"}))
    name = by_id(tree)["id_name"]
    assert name.get("aria-invalid") == "true"
    assert name.get("aria-describedby") == "id_name_helptext id_name_error"
    assert words(by_id(tree)["id_name_error"]) == "Error: This field is required."


def test_choices_are_a_group_with_a_legend():
    tree = read(Sample({"name": "x"}))
    groups = {words(next(group.iter(f"{HTML}legend"))): group for group in tree.iter(f"{HTML}fieldset")}
    assert list(groups) == ["Kind", "Days (optional)"]
    assert groups["Kind"].get("aria-describedby") == "id_kind_error"


def test_one_box_is_followed_by_its_label():
    tree = read(Sample())
    labels = [label for label in tree.iter(f"{HTML}label") if label.get("for") == "id_step"]
    assert [(words(label), label.get("class")) for label in labels] == [("Step-free", "choice")]


def test_errors_are_told_first_with_a_link_to_each_field():
    tree = read(Sample({}))
    summary = tree[0]
    assert (summary.get("role"), summary.get("tabindex"), summary.get("autofocus")) == ("alert", "-1", "")
    assert [words(item) for item in summary.iter(f"{HTML}li")] == [
        "These answers do not go together.",
        "Name: This field is required.",
        "Kind: This field is required.",
    ]
    links = [link.get("href") for link in summary.iter(f"{HTML}a")]
    assert links == ["#id_name", "#id_kind_0"]
    assert {link[1:] for link in links} <= set(by_id(tree))


def test_a_form_without_errors_takes_nobody_s_focus():
    assert "autofocus" not in str(Sample({"name": "x", "kind": "a"}))
    assert "error-summary" not in str(Sample())


def test_what_was_written_is_never_lost_and_never_alive():
    tree = read(Sample({"name": '"><script>', "kind": ""}))
    assert by_id(tree)["id_name"].get("value") == '"><script>'
    assert not list(tree.iter(f"{HTML}script"))
