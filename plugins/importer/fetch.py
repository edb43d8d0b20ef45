"""Pages fetched from the web, politely, and kept as WARC among the captures; from there they are read like any other.

One host at a time and one page at a time, with a pause between; what robots.txt forbids is not fetched (RFC 9309).
Only public addresses are connected to: the address that was judged is the one that is connected to, and every
redirect is judged anew.
"""

import datetime as dt
import email.utils
import http.client
import io
import ipaddress
import itertools
import socket
import ssl
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import quote, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from . import __version__
from .containers import PAGE, web_address
from .errors import CaptureError
from .files import write_atomically
from .slugs import make

AGENT: Final = "OpinionArchive"
TRIES: Final = 3
REDIRECTS: Final = 5
TIMEOUT: Final = 30.0
"""Seconds that a server may be silent."""
LONGEST: Final = 180.0
"""Seconds that an answer may take."""
PAUSE: Final = 2.0
"""Seconds between two requests to a host; more where its robots.txt asks for more, up to MOST_PAUSE."""
MOST_PAUSE: Final = 60.0

_EMBEDDED: Final = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))
"""IPv6 networks whose addresses lead to IPv4 ones."""
_AGAIN: Final = (429, 500, 502, 503, 504)
_REDIRECTS: Final = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered."""

    url: str
    moment: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """A header's value; "" without one."""
        return next((value for each, value in self.headers if each.lower() == name), "")


@dataclass(slots=True)
class Fetched:
    """What a run came to: the captures that it wrote, and the addresses that gave none, each with the reason."""

    files: list[Path] = field(default_factory=list)
    pages: int = 0
    faults: list[CaptureError] = field(default_factory=list)


class Refusal(Exception):
    """An address that is not fetched, or gives no page: why, and what a person can do."""

    def __init__(self, reason: str, next_move: str = "save the page in a browser instead") -> None:
        super().__init__(reason)
        self.reason, self.next_move = reason, next_move


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet: not loopback, private, link-local or a way to one."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        ip = ip.ipv4_mapped or ip
    return ip.is_global and not ip.is_multicast and not any(ip in network for network in _EMBEDDED)


def addresses(lines: Iterable[str]) -> Iterator[str]:
    """The addresses in a list: one a line, each once; empty lines and those that begin with # are passed over."""
    plain = (line.strip() for line in lines)
    yield from dict.fromkeys(line for line in plain if line and not line.startswith("#"))


def fetch(
    urls: Sequence[str],
    folder: Path,
    *,
    is_allowed: Callable[[str], bool] = is_public,
    pause: Callable[[float], None] = time.sleep,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Fetched:
    """Fetch pages, host by host, each host's into one WARC in a folder. What fails is among the faults.

    is_allowed: whether an IP address may be connected to. pause: waits for so many seconds. progress: told how
    many pages are done with, kept or not, of how many.
    """
    done = Fetched()
    by_host: dict[str, list[str]] = {}
    for url in dict.fromkeys(urls):
        address = web_address(url)
        if address:
            by_host.setdefault(urlsplit(address).netloc, []).append(address)
        else:
            done.faults.append(CaptureError(url, "fetch", "it is no address of the web", "begin it with https://"))
    ended = _counted(progress, sum(map(len, by_host.values())))
    for host, pages in by_host.items():
        _fetch_host(host, pages, folder, Visit(is_allowed, pause), done, ended)
    return done


def _counted(progress: Callable[[int, int], None], of: int) -> Callable[[], None]:
    """What is called at each page's end; tells the beginning at once."""
    counter = itertools.count()
    progress(next(counter), of)
    return lambda: progress(next(counter), of)


def _fetch_host(
    host: str, pages: list[str], folder: Path, visit: "Visit", done: Fetched, ended: Callable[[], None]
) -> None:
    """Fetch the pages of one host. What was fetched is kept, even where the run is broken off."""
    with tempfile.SpooledTemporaryFile(max_size=PAGE) as file:
        writer = WARCWriter(file, gzip=True)
        writer.write_record(writer.create_warcinfo_record("", {"software": f"opinion-archive/{__version__}"}))
        kept = 0
        try:
            for url in pages:
                try:
                    for answer in visit.page(url):
                        _write(writer, answer)
                    kept += 1
                except Refusal as refusal:
                    done.faults.append(CaptureError(url, "fetch", refusal.reason, refusal.next_move))
                ended()
        finally:
            if kept:
                file.seek(0)
                now = dt.datetime.now(dt.UTC)
                path = folder / f"{make(host.replace('.', ' '))}-{now:%Y%m%dt%H%M%Sz}.warc.gz"
                try:
                    write_atomically(path, file.read())
                    done.files.append(path)
                    done.pages += kept
                except OSError as error:
                    move = "make room or mend the rights and fetch again"
                    done.faults.append(CaptureError(path, "fetch", str(error), move))


def _write(writer: WARCWriter, answer: Answer) -> None:
    """Keep an answer as it came, but for the chunks that it came in."""
    dropped = ("transfer-encoding", "content-length", "connection")
    headers = [(name, value) for name, value in answer.headers if name.lower() not in dropped]
    headers.append(("Content-Length", str(len(answer.body))))
    head = StatusAndHeaders(f"{answer.status} {answer.reason}".strip(), headers, protocol="HTTP/1.1")
    record = writer.create_warc_record(
        answer.url,
        "response",
        payload=io.BytesIO(answer.body),
        length=len(answer.body),
        http_headers=head,
        warc_headers_dict={"WARC-Date": answer.moment},
    )
    writer.write_record(record)


class Visit:
    """Requests that keep to the rules of the hosts that they go to."""

    def __init__(self, is_allowed: Callable[[str], bool], pause: Callable[[float], None]) -> None:
        self._is_allowed, self._pause = is_allowed, pause
        self._rules: dict[str, RobotFileParser] = {}
        self._visited: set[str] = set()

    def page(self, url: str) -> list[Answer]:
        """A page, behind its redirects. Raises Refusal."""
        answers: list[Answer] = []
        for _ in range(REDIRECTS + 1):
            if not self._robots(url).can_fetch(AGENT, url):
                raise Refusal("the host's robots.txt forbids it")
            answer = self._patiently(url)
            answers.append(answer)
            if answer.status not in _REDIRECTS:
                break
            url = web_address(urljoin(url, answer.header("location")))
            if not url:
                raise Refusal("it redirects to no address of the web")
        if answer.status != 200:
            raise Refusal(f"the server answered {answer.status} {answer.reason}".strip(), "mend the address")
        return answers

    def _robots(self, url: str) -> RobotFileParser:
        """The rules of a host. Without any, all is allowed; where they cannot be had, nothing is."""
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(url))
        if origin not in self._rules:
            rules = RobotFileParser()
            answer = self._rules_of(origin)
            if answer.status >= 500:
                raise Refusal("the host's robots.txt cannot be had now", "try again later")
            lines = answer.body[: 512 << 10].decode("utf-8", errors="replace").splitlines()
            rules.parse(lines if answer.status == 200 else [])
            self._rules[origin] = rules
        return self._rules[origin]

    def _rules_of(self, origin: str) -> Answer:
        url = f"{origin}/robots.txt"
        for _ in range(REDIRECTS):
            answer = self._patiently(url)
            if answer.status not in _REDIRECTS:
                break
            url = web_address(urljoin(url, answer.header("location"))) or url
        return answer

    def _patiently(self, url: str) -> Answer:
        """An answer, asked for again where the server is busy. Raises Refusal where none comes."""
        host = urlsplit(url).netloc
        for attempt in range(1, TRIES + 1):
            if host in self._visited:
                self._pause(self._gap(url))
            self._visited.add(host)
            try:
                answer = self._ask(url)
            except (OSError, http.client.HTTPException) as error:
                if attempt == TRIES:
                    raise Refusal(f"no answer came ({error or type(error).__name__})", "try again later") from error
            else:
                if answer.status not in _AGAIN or attempt == TRIES:
                    return answer
                self._pause(min(MOST_PAUSE, _asked_for(answer) or PAUSE * 2**attempt))
        raise AssertionError("every way out of the loop is above")

    def _gap(self, url: str) -> float:
        rules = self._rules.get("{0.scheme}://{0.netloc}".format(urlsplit(url)))
        delay = rules.crawl_delay(AGENT) if rules else None
        return min(MOST_PAUSE, max(PAUSE, float(delay or 0)))

    def _ask(self, url: str) -> Answer:
        parts = urlsplit(url)
        if parts.username is not None:
            raise Refusal("it holds a user's name")
        connection = self._connection(parts.scheme, parts.hostname or "", parts.port)
        path = quote(f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}", safe="/?&=%:;@!$'()*+,~-._")
        headers = {
            "User-Agent": f"{AGENT}/{__version__}",
            "Accept": "text/html,*/*;q=0.5",
            "Accept-Encoding": "identity",
        }
        try:
            connection.request("GET", path, headers={"Host": parts.netloc, **headers})
            response = connection.getresponse()
            moment = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            return Answer(url, moment, response.status, response.reason, tuple(response.getheaders()), _body(response))
        finally:
            connection.close()

    def _connection(self, scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
        """A connection to an address that was judged. Raises Refusal where a name leads anywhere else."""
        port = port or (443 if scheme == "https" else 80)
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        if not all(self._is_allowed(address) for address in found):
            raise Refusal("it leads into a private network")
        plain = socket.create_connection((found[0], port), timeout=TIMEOUT)
        connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT)
        try:
            connection.sock = self._secured(plain, host) if scheme == "https" else plain
        except OSError:
            plain.close()
            raise
        return connection

    def _secured(self, plain: socket.socket, host: str) -> socket.socket:
        return ssl.create_default_context().wrap_socket(plain, server_hostname=host)


def _body(response: http.client.HTTPResponse) -> bytes:
    """The body of an answer. Raises Refusal for one that is too large or takes too long, HTTPException for one cut."""
    end = time.monotonic() + LONGEST
    whole = bytearray()
    while data := response.read(1 << 16):
        whole += data
        if len(whole) > PAGE:
            raise Refusal(f"it is larger than {PAGE >> 20} MiB")
        if time.monotonic() > end:
            raise Refusal(f"it takes longer than {LONGEST:.0f} seconds", "try again later")
    if response.length:
        raise http.client.IncompleteRead(bytes(whole), response.length)
    return bytes(whole)


def _asked_for(answer: Answer) -> float:
    """The seconds that a server asks to be left alone for; 0 where it does not."""
    wanted = answer.header("retry-after").strip()
    if wanted.isdigit():
        return float(wanted[:6])
    try:
        return max(0.0, email.utils.parsedate_to_datetime(wanted).timestamp() - time.time())
    except (ValueError, TypeError):
        return 0.0
