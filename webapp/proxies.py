"""A wrong `PROXIES` is noticed: the first request that contradicts it is logged; /healthz says so.

How many proxies passed a request on is read from what they add. Only numbers are kept: no address.
"""

from threading import Lock

from flask import Flask, current_app, request

ADDED = ("X-Forwarded-For", "X-Forwarded-Proto")  # by every proxy; a host may be passed on as it is
FITS = "as set"
HEALTH = "/healthz"  # asked at the copy itself, past the proxies


class Proxies:
    """What requests have told of the proxies in front, beside what the operator says."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.says = FITS
        self._lock = Lock()

    def contradiction(self, passed: dict[str, int]) -> str:
        """What is wrong with PROXIES, when each header came with so many entries; empty if not."""
        if self.count:
            wrong = [name for name, entries in passed.items() if entries < self.count]
            advice = "Set it to how many proxies add to these headers, or let them do so."
        else:
            wrong = [name for name, entries in passed.items() if entries]
            advice = (
                "Set it to how many proxies there are. If there is none, a visitor made them up."
            )
        if not wrong:
            return ""
        came = " and ".join(f"{passed[name]} in {name}" for name in wrong)
        return f"PROXIES is {self.count}, but a request came with {came}. {advice}"

    def notice(self, passed: dict[str, int]) -> bool:
        """Whether this is the first request that contradicts PROXIES."""
        found = self.contradiction(passed)
        with self._lock:
            first = bool(found) and self.says == FITS
            self.says = found if first else self.says
        return first


def init_app(app: Flask) -> None:
    """Look at every request, those to an unknown host too."""
    app.extensions["proxies"] = Proxies(app.config["PROXIES"])
    app.before_request(_look)


def says() -> str:
    """What /healthz says of PROXIES."""
    proxies: Proxies = current_app.extensions["proxies"]
    return proxies.says


def _look() -> None:
    proxies: Proxies = current_app.extensions["proxies"]
    passed = {name: _entries(request.headers.getlist(name)) for name in ADDED}
    if request.path != HEALTH and proxies.notice(passed):
        current_app.logger.warning(proxies.says)


def _entries(lines: list[str]) -> int:
    return sum(len(line.split(",")) for line in lines)
