"""Pages fetched from the web: politely, from public addresses alone, and kept as they came."""

import shutil
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from plugins.importer import fetch, fetched_pictures, pipeline
from plugins.importer.__main__ import main
from plugins.importer.knowledge import Knowledge
from tests.serving import answering

PAGE = (Path(__file__).parent / "fixtures" / "formats" / "the-lock-keepers-ledger.html").read_bytes()


@dataclass
class Host:
    """A server on this machine: its pages by path, and what it was asked for."""

    answers: dict[str, list[tuple[int, dict[str, str], bytes]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    pauses: list[float] = field(default_factory=list)
    progress: list[tuple[int, int]] = field(default_factory=list)
    port: int = 0
    scheme: str = "http"

    @property
    def address(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def says(self, path: str, *answers: tuple[int, dict[str, str], bytes]) -> None:
        """Answer so, in this order; the last again and again."""
        self.answers[path] = list(answers)

    def fetch(self, folder: Path, *paths: str) -> fetch.Fetched:
        urls = [path if "://" in path else f"{self.address}{path}" for path in paths]
        return fetch.fetch(
            urls,
            folder,
            is_allowed=lambda ip: ip == "127.0.0.1",
            pause=self.pauses.append,
            progress=lambda done, of: self.progress.append((done, of)),
        )


@pytest.fixture
def host() -> Iterator[Host]:
    with served() as made:
        yield made


@contextmanager
def served(secured: ssl.SSLContext | None = None) -> Iterator[Host]:
    """A server on this machine, for as long as it is asked; over TLS where it is given how."""
    made = Host(scheme="https" if secured else "http")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            waiting = made.answers.get(self.path, [(404, {}, b"none")])
            status, headers, body = waiting.pop(0) if len(waiting) > 1 else waiting[0]
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if secured:
        server.socket = secured.wrap_socket(server.socket, server_side=True)
    made.port = server.server_port
    with answering(server):
        yield made


PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64
HTML = {"Content-Type": "text/html; charset=utf-8"}


def test_a_page_is_kept_as_warc_and_read_like_any_other_capture(host: Host, tmp_path: Path) -> None:
    host.says("/old", (301, {"Location": "/ledger"}, b""))
    host.says("/ledger", (200, HTML, PAGE))
    fetched = host.fetch(tmp_path, "/old")
    assert not fetched.faults
    [path] = fetched.files
    [article] = pipeline.articles_of(path, Knowledge())
    assert article.title == "The lock-keeper’s ledger is an argument"
    assert article.document.facts.url == f"{host.address}/ledger"


def test_pictures_that_captures_lack_are_fetched_once_and_kept_beside_them(host: Host, tmp_path: Path) -> None:
    host.says("/robots.txt", (200, {}, b"User-agent: *\nDisallow: /private/\n"))
    host.says("/lock-gate.png", (200, {"Content-Type": "image/png"}, PNG))
    host.says("/page.png", (200, HTML, PAGE))
    captures = tmp_path / "captures"
    captures.mkdir()
    paths = ("/lock-gate.png", "/private/b.png", "/page.png")
    pictures = "".join(f'<img src="{host.address}{path}" alt="A gate">' for path in paths)
    page = PAGE.replace(
        b'<img src="/pictures/lock-gate.png"', f'{pictures}<img src="{host.address}/page.png"'.encode(), 1
    )
    (captures / "ledger.html").write_bytes(page)

    def fetched() -> fetched_pictures.FetchedPictures:
        articles = pipeline.articles_in(tmp_path)
        return fetched_pictures.fetch(articles, is_allowed=lambda ip: ip == "127.0.0.1", pause=host.pauses.append)

    pipeline.import_captures(tmp_path)
    done = fetched()
    assert done.kept == 1
    assert sorted(fault.reason.partition(": ")[2] for fault in done.faults) == [
        "it is no picture that a page can show",
        "the host's robots.txt forbids it",
    ]
    assert host.pauses
    assert pipeline.import_captures(tmp_path).count("changed") == 1
    [laid] = tmp_path.glob("2024/06/*/lock-gate.png")
    assert laid.read_bytes() == PNG
    host.asked.clear()
    assert fetched().kept == 0
    assert "/lock-gate.png" not in host.asked


def test_over_tls_a_page_is_fetched_from_a_host_that_can_be_trusted_and_from_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if (openssl := shutil.which("openssl")) is None:
        pytest.skip("no certificate can be made: install openssl")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1"]
    named = ["-subj", "/CN=ours", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*command, *named, *files], check=True, capture_output=True)
    secured = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secured.load_cert_chain(certificate, key)
    with served(secured) as host:
        host.says("/ledger", (200, HTML, PAGE))
        stranger = host.fetch(tmp_path, "/ledger")
        assert not stranger.files and not host.asked
        assert "certificate verify failed" in stranger.faults[0].reason
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        [path] = host.fetch(tmp_path, "/ledger").files
        [article] = pipeline.articles_of(path, Knowledge())
        assert article.document.facts.url == f"https://127.0.0.1:{host.port}/ledger"


def test_a_list_is_gone_through_one_host_at_a_time_and_tells_how_far_it_is(host: Host, tmp_path: Path) -> None:
    host.says("/a", (200, HTML, PAGE))
    with served() as other:
        other.says("/b", (200, HTML, PAGE))
        urls = [f"{each.address}{path}" for each, path in ((host, "/a"), (other, "/b"), (host, "/none"))]
        fetched = host.fetch(tmp_path, *fetch.addresses([*urls, "# ours", "", urls[0]]))
        assert other.asked == ["/robots.txt", "/b"]
    assert host.asked == ["/robots.txt", "/a", "/none"]
    assert host.progress == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert len(fetched.files) == 2
    assert [fault.next_move for fault in fetched.faults] == ["mend the address"]


def test_a_folder_that_takes_no_file_is_told_and_the_other_hosts_are_fetched(host: Host, tmp_path: Path) -> None:
    host.says("/a", (200, HTML, PAGE))
    (tmp_path / "file").touch()
    fetched = host.fetch(tmp_path / "file" / "fetched", "/a")
    assert not fetched.files
    assert [fault.next_move for fault in fetched.faults] == ["make room or mend the rights and fetch again"]


def test_what_robots_txt_forbids_is_not_asked_for(host: Host, tmp_path: Path) -> None:
    host.says("/robots.txt", (200, {}, b"User-agent: *\nDisallow: /private/\nCrawl-delay: 7\n"))
    host.says("/private/a", (200, HTML, PAGE))
    host.says("/open", (200, HTML, PAGE))
    fetched = host.fetch(tmp_path, "/private/a", "/open")
    assert [fault.reason for fault in fetched.faults] == ["the host's robots.txt forbids it"]
    assert host.asked == ["/robots.txt", "/open"]
    assert host.pauses == [7.0]


def test_where_the_rules_cannot_be_had_nothing_is_fetched(host: Host, tmp_path: Path) -> None:
    host.says("/robots.txt", (503, {}, b""))
    host.says("/open", (200, HTML, PAGE))
    assert not host.fetch(tmp_path, "/open").files
    assert set(host.asked) == {"/robots.txt"}


def test_a_busy_server_is_asked_again_when_it_says_and_not_for_ever(host: Host, tmp_path: Path) -> None:
    host.says("/busy", (503, {"Retry-After": "11"}, b""), (429, {}, b""), (200, HTML, PAGE))
    host.says("/broken", (500, {}, b""))
    fetched = host.fetch(tmp_path, "/busy", "/broken")
    assert fetched.pages == 1
    assert 11.0 in host.pauses
    assert host.asked.count("/broken") == fetch.TRIES
    assert [fault.reason for fault in fetched.faults] == ["the server answered 500 Internal Server Error"]


def test_between_two_requests_to_a_host_there_is_a_pause(host: Host, tmp_path: Path) -> None:
    for name in "abc":
        host.says(f"/{name}", (200, HTML, PAGE))
    host.fetch(tmp_path, "/a", "/b", "/c")
    assert host.pauses == [fetch.PAUSE] * 3


def test_a_page_that_is_too_large_or_comes_cut_is_not_kept(
    host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "PAGE", 1 << 16)
    host.says("/large", (200, HTML, bytes(1 << 17)))
    host.says("/cut", (200, {**HTML, "Content-Length": "9000"}, PAGE[:100]))
    fetched = host.fetch(tmp_path, "/large", "/cut")
    assert not fetched.files
    assert "larger than" in fetched.faults[0].reason
    assert "no answer came" in fetched.faults[1].reason


def test_a_redirect_into_another_network_is_not_followed(host: Host, tmp_path: Path) -> None:
    host.says("/away", (302, {"Location": f"http://127.0.0.2:{host.port}/secret"}, b""))
    host.says("/file", (302, {"Location": "file:///etc/passwd"}, b""))
    fetched = host.fetch(tmp_path, "/away", "/file")
    assert [fault.reason for fault in fetched.faults] == [
        "it leads into a private network",
        "it redirects to no address of the web",
    ]
    assert "/secret" not in host.asked


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "224.0.0.1"),
        *("100.64.0.1", "::1", "::", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"),
    ],
)
def test_addresses_of_private_networks_are_refused(address: str) -> None:
    assert not fetch.is_public(address)


def test_public_addresses_are_not() -> None:
    assert fetch.is_public("93.184.216.34") and fetch.is_public("2606:2800:220:1:248:1893:25c8:1946")


def test_by_default_nothing_on_this_machine_is_fetched(
    host: Host, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text(f"# ours\n\n{host.address}/a\n", encoding="utf-8")
    command = ["--content", str(tmp_path / "content"), "fetch", "javascript:alert(1)", str(listed)]
    assert main(command) == 1
    said = capsys.readouterr().err
    assert "it leads into a private network" in said and "it is no address of the web" in said
    assert not host.asked
