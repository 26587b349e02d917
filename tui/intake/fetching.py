"""Pages fetched from the web, one by one, because a person named them.

Nothing here runs unasked, and what comes back is only bytes: they are read like those of a file. A
server may be slow, endless, broken or after something on this machine's own network; each costs a
line that says so. `addresses` says which hosts are refused, and this at every step on the way.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from time import monotonic, sleep
from types import TracebackType
from typing import TYPE_CHECKING

from tui import __version__
from tui.intake import addresses, answers, robots, unknown
from tui.intake.addresses import Refused, Resolve, Url, parsed, resolved, without_password
from tui.intake.answers import BROWSER, Answer
from tui.intake.extras import missing
from tui.intake.face import HEAD, Missed, Options
from tui.intake.reading import kind_in
from tui.text.policy import clean

if TYPE_CHECKING:
    from tui.intake.connecting import Connect, Left

HEADERS = {
    "User-Agent": f"{robots.AGENT}/{__version__} (a reading desk; it fetches what its user names)",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}
"""All that a server is told. No cookie is kept, and no page is told where the reader came from."""

_SUFFIX = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/x-ndjson": ".jsonl",
}
"""The suffix that a declared type stands for, where only that tells kinds apart."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What may be fetched: bytes of one page, as it comes in and unpacked; seconds for all of it;
    how often it may send on; whether from the own machine and network; whether robots.txt is
    asked."""

    largest: int = Options().largest
    seconds: float = 20.0
    redirects: int = 5
    allow_private: bool = False
    robots: bool = True


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came. `asked` is the address that was named, `url` the one that it came from.

    `data` are its bytes, unpacked. `kind` is the kind it is to be read as, `content_type` and
    `charset` are what the server says of it, or "". `when` is ISO 8601 in UTC.
    """

    asked: str
    url: str
    data: bytes
    kind: str
    content_type: str
    charset: str
    status: int
    when: str


class Fetcher:
    """Fetches pages, one after another: ``with Fetcher(Limits()) as fetcher: fetcher.fetch(url)``.

    It remembers each host's address and robots.txt, and when it was last asked, as long as it
    lives; it is of use to one thread. `resolve`, `connect` and `wait` stand for the network and
    the clock.
    """

    def __init__(
        self,
        limits: Limits,
        resolve: Resolve = resolved,
        connect: "Connect | None" = None,
        wait: Callable[[float], None] = sleep,
    ) -> None:
        self.limits = limits
        self._resolve, self._connect, self._wait = resolve, connect, wait
        self._found: dict[str, list[str]] = {}
        self._rules: dict[str, robots.Rules] = {}
        self._asked: dict[str, float] = {}

    def __enter__(self) -> "Fetcher":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._found.clear()
        self._rules.clear()
        self._asked.clear()

    def fetch(self, url: str) -> Fetched | Missed:
        """The page at an address, or why there is none, in one line that ends with what to do."""
        name = " ".join(clean(without_password(url)[: addresses.LONGEST])[0].split())
        try:
            import protego  # noqa: F401
            import urllib3  # noqa: F401
        except ImportError:
            return Missed(name, missing("web addresses", "web"))
        try:
            return replace(self._page(parsed(url)), asked=name)
        except Refused as why:
            return Missed(name, " ".join(clean(str(why))[0].split()))

    def _page(self, url: Url) -> Fetched:
        """The page, where it is one that is read. Raises Refused, as all below do."""
        answer = self._followed(url, self._left(self.limits.seconds, self.limits.largest))
        if not answer.data:
            raise Refused("the page is empty", BROWSER)
        name = answer.url.target.partition("?")[0].rpartition("/")[2]
        kind = kind_in(answer.data, name + _SUFFIX.get(answer.content_type, ""))
        if not kind:
            said = unknown.reason(answer.data[:HEAD], name, answer.data[-65_536:])
            why, _, remedy = said.partition(": ")
            raise Refused(f"it is {why}", remedy)
        return Fetched(
            asked=str(url),
            url=str(answer.url),
            data=answer.data,
            kind=kind,
            content_type=answer.content_type,
            charset=answer.charset,
            status=answer.status,
            when=datetime.now(UTC).isoformat(timespec="seconds"),
        )

    def _left(self, seconds: float, size: int) -> "Left":
        from tui.intake.connecting import Left

        return Left(seconds, size)

    def _followed(self, url: Url, left: "Left", is_page: bool = True) -> Answer:
        """What is said in the end, where a server may send on. A robots.txt is no page: nobody is
        asked whether it may be fetched, it is not waited for, and its beginning is enough."""
        passed: list[Url] = []
        while True:
            try:
                if is_page:
                    self._allowed(url, left, new=url.host not in {one.host for one in passed})
                said = self._said(url, left, is_page)
            except Refused as error:
                if passed:
                    why = f"it sends on to {str(url)[:300]}, and {error.why}"
                    raise Refused(why, error.remedy) from None
                raise
            if isinstance(said, Answer):
                return said
            passed.append(url)
            url = self._next(passed, said)

    def _next(self, passed: list[Url], named: str) -> Url:
        """Where a page that was not the first one sends on to."""
        try:
            url = parsed(named, passed[-1])
        except Refused as error:
            shown = without_password(named)[:300]
            raise Refused(f"it sends on to {shown}, and {error.why}", BROWSER) from None
        if url.scheme == "http" and passed[-1].scheme == "https":
            remedy = f"name {str(url)[:300]} itself if that is wanted"
            raise Refused("it sends on from https to http, where anybody may change it", remedy)
        if url in passed:
            raise Refused("it sends on in a circle", BROWSER)
        if len(passed) > self.limits.redirects:
            raise Refused(f"it sends on more than {self.limits.redirects} times", BROWSER)
        return url

    def _allowed(self, url: Url, left: "Left", new: bool) -> None:
        """Whether a site lets its page be fetched; a host that was asked before is left in peace
        for as long as it wants. That time does not count."""
        self._addresses(url, left)
        rules = robots.Rules()
        if self.limits.robots:
            rules = self._rules_of(url, left)
            rules.check(url)
        if new and url.host in self._asked:
            pause = rules.pause - (monotonic() - self._asked[url.host])
            if pause > 0:
                self._wait(pause)
                left.until += pause
        self._asked[url.host] = monotonic()

    def _rules_of(self, url: Url, left: "Left") -> robots.Rules:
        if url.site not in self._rules:
            own = self._left(min(left.seconds, self.limits.seconds / 2), robots.LARGEST)
            try:
                said = self._followed(replace(url, target="/robots.txt"), own, is_page=False)
                self._rules[url.site] = robots.rules_of(said.status, said.data)
            except Refused as error:
                self._rules[url.site] = robots.Rules(closed=f"cannot be had, {error.why}")
        return self._rules[url.site]

    def _addresses(self, url: Url, left: "Left") -> list[str]:
        """The addresses of a host, looked up once and kept: a second answer could be another."""
        if url.host not in self._found:
            self._found[url.host] = addresses.addresses_of(
                url, self._resolve, left.seconds, self.limits.allow_private
            )
        return self._found[url.host]

    def _said(self, url: Url, left: "Left", is_page: bool) -> Answer | str:
        """What a server answers to one request, or where it sends on to."""
        from tui.intake.connecting import FAULTS, Request, connect

        found = self._addresses(url, left)
        try:
            with Request(url, found, HEADERS, left, self._connect or connect) as request:
                if to := answers.sent_on(request.answer):
                    return to
                if is_page:
                    answers.check(request.answer, left)
                return answers.read(url, request.answer, left, whole=is_page)
        except FAULTS as error:
            raise answers.fault(error, url, left) from error
