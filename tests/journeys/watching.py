"""Watches a browser for what no page of the portal may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

# Runs before anything of the page: nothing that the policy stops goes unnoticed.
_LISTEN = "document.addEventListener('securitypolicyviolation', event => console.error(`POLICY ${event.violatedDirective} ${event.blockedURI}`))"
_KEPT = """async () => ({
  cookie: document.cookie,
  local: Object.keys(localStorage),
  session: Object.keys(sessionStorage),
  databases: (await indexedDB.databases()).map(each => each.name),
  caches: window.caches ? await caches.keys() : [],
  workers: navigator.serviceWorker ? (await navigator.serviceWorker.getRegistrations()).length : 0,
})"""
NOTHING = {"cookie": "", "local": [], "session": [], "databases": [], "caches": [], "workers": 0}


class Watch:
    """All that went wrong in the pages of a context since it was asked last."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.context = context
        self.home = home
        self.faults: list[str] = []
        self.responses: dict[str, Response] = {}
        context.add_init_script(_LISTEN)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        context.on("request", self._request)
        context.on("requestfailed", self._failed)
        context.on("response", self._response)

    def look_at(self, page: Page) -> list[str]:
        """Return the faults so far, with what the page has left in the browser."""
        kept = page.evaluate(_KEPT)
        if kept != NOTHING:
            self.faults.append(f"kept: {kept}")
        if cookies := self.context.cookies():
            self.faults.append(f"cookies: {[each['name'] for each in cookies]}")
        faults, self.faults = self.faults, []
        return [f"{page.url}: {fault}" for fault in faults]

    def _console(self, message: ConsoleMessage) -> None:
        # The browser reports a page that answers 404 or 410 as an error of its own.
        if message.type in {"error", "warning"} and not self._is_the_page_itself(message):
            self.faults.append(f"console {message.type}: {message.text}")

    def _is_the_page_itself(self, message: ConsoleMessage) -> bool:
        page = message.page
        return (
            "Failed to load resource" in message.text
            and page is not None
            and message.location["url"] == page.url
        )

    def _request(self, request: Request) -> None:
        if not request.url.startswith(f"{self.home}/"):
            self.faults.append(f"elsewhere: {request.url}")

    def _failed(self, request: Request) -> None:
        # What its page no longer waits for, for somebody has left it, is given up by the browser.
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"failed: {request.url}")

    def _response(self, response: Response) -> None:
        self.responses[response.url] = response
        if response.status >= 400 and not response.request.is_navigation_request():
            self.faults.append(f"{response.status}: {response.url}")
