"""The items of a feed or an export, one by one, out of XML that may be large, ill-formed, cut or hostile.

Feeds are seldom well-formed: bare ampersands, HTML's entities, bytes of another encoding and control characters are
mended on the way. What reaches beyond the file, or grows out of it, is refused: every document type, and with it
every entity; elements nested without end.
"""

import codecs
import io
import re
from collections.abc import Iterator
from html.entities import html5
from pathlib import Path
from typing import Final

from lxml import etree

from .containers import LeftOut
from .errors import CaptureError

Element = etree._Element

DEEPEST: Final = 200
"""Elements in elements. Real feeds have a dozen, with XHTML inside some forty."""

_STEP: Final = 1 << 18
_LONGEST: Final = 1 << 18
"""Characters of a tag, all its attributes included."""
_HELD: Final = 64
"""Characters that wait for the next step: an entity or a mark may stand across its border."""
_BEFORE: Final = r"\A\ufeff?\s*(?><\?.*?\?>\s*|<!--.*?-->\s*)*+"
"""What stands before the first element. It never looks back, or each comment would double the time that it takes."""
_START: Final = re.compile(rf"{_BEFORE}<(?P<root>[^\s<>/!?]+)", re.DOTALL)
_DOCTYPE: Final = re.compile(rf"{_BEFORE}<!DOCTYPE\s+(?!html\b)", re.DOTALL | re.IGNORECASE)
_ENCODING: Final = re.compile(rb"<\?xml[^>]*encoding=[\"']([\w.:-]+)[\"']")
_DECLARATION: Final = re.compile(r"\A\ufeff?\s*<\?xml.*?\?>", re.DOTALL)
_CONTROLS: Final = r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
_OPENERS: Final = ("<![CDATA[", "<!--")
_TOKENS: Final = {
    "": re.compile(
        rf"<!\[CDATA\[|<!--|(?P<other><[?!][^<>]*>)"
        rf"|<(?P<end>/?)(?P<name>[^\W\d][\w.:-]*)(?:\s(?:[^<>\"']|\"[^<\"]*\"|'[^<']*')*)?/?>|<"
        rf"|&(?:(?P<entity>#\d{{1,7}}|#[xX][0-9a-fA-F]{{1,6}}|\w{{1,40}});)?|{_CONTROLS}"
    ),
    "<![CDATA[": re.compile(rf"\]\]>|{_CONTROLS}"),
    "<!--": re.compile(rf"-->|{_CONTROLS}"),
}
"""What is looked for in a text, in a CDATA section and in a comment."""
_XML_ENTITIES: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})


def root_of(head: bytes) -> str:
    """The name of the first element in the first bytes of a file, as it is written; "" where that is no XML."""
    found = _START.match(head.decode("utf-8", errors="replace"))
    return found["root"] if found else ""


def has_own_type(head: bytes) -> bool:
    """Whether a file declares a document type that is not HTML's: such a file is refused."""
    return _DOCTYPE.match(head.decode("utf-8", errors="replace")) is not None


def name_of(element: Element) -> tuple[str, str]:
    """An element's namespace and its name in that; of a prefix that no namespace was declared for, the prefix.

    Both are "" for a comment.
    """
    tag = element.tag if isinstance(element.tag, str) else ""
    space, brace, local = tag.removeprefix("{").rpartition("}")
    return (space, local) if brace else (tag.rpartition(":")[0], tag.rpartition(":")[2])


def local_name(element: Element) -> str:
    """An element's name without its namespace, in lower case; "" for a comment."""
    return name_of(element)[1].lower()


def items(path: Path, names: frozenset[str], left: LeftOut) -> Iterator[Element]:
    """The elements of these local names in a file, each whole, in order; a cut file is said to be cut in `left`.

    The elements around an item (the channel with what came before it) can be reached from it; what was yielded
    before is gone. Raises CaptureError for XML that is refused.
    """
    with path.open("rb") as raw:
        mended = _Mended(raw, path, names)
        yield from _whole_items(path, mended, names)
    if not mended.is_whole:
        left.cut()


def _whole_items(path: Path, mended: "_Mended", names: frozenset[str]) -> Iterator[Element]:
    """The items that ended before the file did."""
    parser = etree.iterparse(
        mended,
        events=("end",),
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    count = 0
    try:
        for _, element in parser:
            if local_name(element) in names and not _is_inside_item(element, names):
                count += 1
                if count > mended.ended:
                    return
                yield element
                _forget(element)
    except etree.XMLSyntaxError as error:
        raise CaptureError(path, "read", f"it is no XML ({error})", "export it again or take it out") from error


def _is_inside_item(element: Element, names: frozenset[str]) -> bool:
    return any(local_name(each) in names for each in element.iterancestors())


def _forget(element: Element) -> None:
    """Give back the memory of an item that was read."""
    parent = element.getparent()
    element.clear()
    if parent is not None:
        for before in list(element.itersiblings(preceding=True)):
            if local_name(before) == local_name(element):
                parent.remove(before)


def _other_encoding(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are not what the file says that they are, read as Windows-1252, character by character."""
    assert isinstance(error, UnicodeDecodeError)
    wrong = error.object[error.start : error.start + 1]
    return wrong.decode("cp1252", errors="replace"), error.start + 1


codecs.register_error("as-windows-1252", _other_encoding)


class _Mended(io.RawIOBase):
    """A file of XML as UTF-8 that a parser can read; remembers how many items ended, and whether the root did."""

    def __init__(self, raw: io.BufferedReader, path: Path, names: frozenset[str]) -> None:
        super().__init__()
        self._raw = raw
        head = raw.read(1 << 16)
        raw.seek(0)
        self._decoder = codecs.getincrementaldecoder(_encoding(head))("as-windows-1252")
        start = self._decoder.decode(head).replace("\0", "")
        self._decoder.reset()
        if _DOCTYPE.match(start):
            raise CaptureError(path, "read", "it has a document type of its own", "take the <!DOCTYPE out of it")
        root = _START.match(start)
        self._root = root["root"] if root else ""
        self._path, self._names = path, names
        self._open: list[str] = []
        self._text, self._tail, self._ready = "", "", b""
        self._within = ""
        self._is_over = False
        self.ended = 0

    @property
    def is_whole(self) -> bool:
        """Whether the last thing that was read closed the first element."""
        tail = re.sub(r"<!--.*?-->", "", self._tail, flags=re.DOTALL).rstrip()
        return bool(re.search(rf"</{re.escape(self._root)}\s*>\Z", tail))

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while not self._ready and not self._is_over:
            self._fill()
        size = len(self._ready) if size is None or size < 0 else size
        taken, self._ready = self._ready[:size], self._ready[size:]
        return taken

    def _fill(self) -> None:
        data = self._raw.read(_STEP)
        self._is_over = not data
        text = self._text + self._decoder.decode(data, final=self._is_over)
        if not self._tail:
            text = _DECLARATION.sub("", text, count=1)
        border = len(text) if self._is_over else _safe_border(text)
        self._text = text[border:]
        self._ready = "".join(self._mend(text[:border])).encode("utf-8", errors="replace")
        self._tail = (self._tail + text[:border])[-4096:]

    def _mend(self, text: str) -> Iterator[str]:
        at = 0
        while token := _TOKENS[self._within].search(text, at):
            yield text[at : token.start()]
            yield self._mended(token[0], token)
            at = token.end()
        yield text[at:]

    def _mended(self, written: str, token: re.Match[str]) -> str:
        if written < " " or written in "\ufffe\uffff":
            return "\ufffd"
        if self._within or written in _OPENERS:
            self._within = "" if self._within else written
            return written
        if written.startswith("&"):
            return _entity(token["entity"] or "", written)
        if not token["name"]:
            return written if token["other"] else "&lt;"
        return self._end(token["name"], written) if token["end"] else self._start(token["name"], written)

    def _start(self, name: str, written: str) -> str:
        if not written.endswith("/>"):
            self._open.append(name)
        if len(self._open) > DEEPEST:
            raise CaptureError(self._path, "read", f"its elements are nested more than {DEEPEST} deep", "take it out")
        return written

    def _end(self, name: str, written: str) -> str:
        """An end tag, with those before it that were forgotten; nothing for one that ends nothing."""
        if name not in self._open:
            return ""
        forgotten = []
        while (last := self._open.pop()) != name:
            forgotten.append(f"</{last}>")
        self.ended += name.rpartition(":")[2].lower() in self._names
        return "".join([*forgotten, written])


def _safe_border(text: str) -> int:
    """Where a text may be cut so that no tag, mark or entity stands across the cut."""
    end = len(text)
    for opener, closer, longest in (("<", ">", _LONGEST), ("&", ";", _HELD), ("]", ">", 3), ("-", ">", 3)):
        start = text.rfind(opener, max(0, end - longest), end)
        if start >= 0 and closer not in text[start:end]:
            end = len(text[:start].rstrip("]-")) if longest == 3 else start
    return end


def _entity(name: str, written: str) -> str:
    """An entity that XML knows, as it is; one of HTML as its character; a bare ampersand as what it means."""
    if name in _XML_ENTITIES or (name.startswith("#") and _is_allowed(name)):
        return written
    character = html5.get(f"{name};", "") if name else ""
    return character or f"&amp;{written[1:]}"


def _is_allowed(number: str) -> bool:
    code = int(number[2:], 16) if number[1] in "xX" else int(number[1:])
    return code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000


def _encoding(head: bytes) -> str:
    """The encoding of a file by its mark or its declaration; UTF-8 where it names none that is known."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    found = _ENCODING.search(head[:1024])
    try:
        return codecs.lookup(found[1].decode()).name if found else "utf-8"
    except LookupError:
        return "utf-8"
