"""Where a place lies, copied from a map."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_NUMBER = r"([+-]?\d{1,3}(?:\.\d{1,15})?)"
# “43.2965, 5.3698”; an address of OpenStreetMap, that of a marker first.
_WAYS = (
    re.compile(rf"{_NUMBER}\s*[,; ]\s*{_NUMBER}"),
    re.compile(rf"https?://\S+[?&]mlat={_NUMBER}&mlon={_NUMBER}(?:\D\S*)?"),
    re.compile(rf"https?://\S+#map=[\d.]+/{_NUMBER}/{_NUMBER}(?:\D\S*)?"),
)


class Position(NamedTuple):
    """Degrees north and east."""

    latitude: float
    longitude: float

    @property
    def map_address(self) -> str:
        """The address of OpenStreetMap that shows it, for somebody to follow."""
        at = f"{self.latitude}/{self.longitude}"
        return f"https://www.openstreetmap.org/?mlat={self.latitude}&mlon={self.longitude}#map=18/{at}"


class PositionField(forms.CharField):
    """A latitude and a longitude on one line, or the address of a map; gives a `Position`, or None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 300, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return f"{value.latitude}, {value.longitude}" if isinstance(value, Position) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, Position):
            return value
        text = super().to_python(value)
        if not text:
            return None
        found = next((match for way in _WAYS if (match := way.fullmatch(text))), None)
        if found is None:
            message = _(
                "Write a latitude and a longitude, as in 43.2965, 5.3698, or paste the address of a map."
            )
            raise ValidationError(message, code="position")
        position = Position(float(found[1]), float(found[2]))
        if abs(position.latitude) > 90 or abs(position.longitude) > 180:  # noqa: PLR2004 the globe
            raise ValidationError(_("This position is not on Earth."), code="position")
        return position

    def validate(self, value: Any) -> None:
        """Ask nothing: a position that could be read is one."""

    def run_validators(self, value: Any) -> None:
        """Measure nothing: no text is left."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True
