"""What holds at this moment alone, and what stands there when nothing can be checked."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django import template
from django.template.base import Node, NodeList, Parser, Token
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from network import keeping

if TYPE_CHECKING:
    from django.template.context import Context

register = template.Library()


class Live(Node):
    """Both variants where a copy of the page is taken; else the first alone."""

    def __init__(self, now: NodeList, instead: NodeList | None) -> None:
        self.now, self.instead = now, instead
        self.nodelist = NodeList([*now, *(instead or [])])

    def render(self, context: Context) -> SafeString:
        now = self.now.render(context)
        if not keeping.is_noted():
            return now
        words = not_confirmed() if self.instead is None else self.instead.render(context)
        return keeping.either(now, words)


@register.tag
def live(parser: Parser, token: Token) -> Live:
    """Part what holds now from what stands instead: `{% live %}…{% instead %}…{% endlive %}`, by default a few words."""
    now, instead = parser.parse(("instead", "endlive")), None
    if parser.next_token().contents == "instead":
        instead = parser.parse(("endlive",))
        parser.delete_first_token()
    return Live(now, instead)


@register.simple_tag
def not_confirmed() -> str:
    return _("not confirmed at this moment")


@register.simple_tag
def as_of() -> SafeString:
    """Say at the head of a copy that stands in of when it is; nothing on a page that is true now."""
    if not keeping.is_noted():
        return SafeString("")
    moment: datetime = timezone.localtime()
    return keeping.either("", render_to_string("components/as_of.html", {"moment": moment}))
