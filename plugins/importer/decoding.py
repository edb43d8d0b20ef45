"""Bytes to text: byte order mark, then UTF-8, then detection. Nothing is lost in silence."""

import codecs
import re

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WESTERN = frozenset("àáâãäåæçèéêëìíîïñòóôõöøœùúûüßÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØŒÙÚÛÜ‘’‚“”„«»‹›–—…•·¿¡€£©®™°§ªº½\xa0")
"""Letters and marks beyond ASCII of Western European texts, as Windows-1252 has them."""
_ASCII_ONLY = ("iso-2022", "hz")
"""Encodings whose bytes are valid UTF-8 and mean something else."""
_WIDER = {
    **dict.fromkeys(("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "utf-8", "utf8"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "x-sjis", "sjis"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987"), "cp949"),
    "iso-8859-9": "cp1254",
    "x-user-defined": "cp1252",
}
"""Names that pages give, and the wider encodings that browsers read them as."""
_LINE_END = re.compile("\r\n|[\r\f\v\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """Decode a text of unknown encoding; line ends become `\\n`, control characters U+FFFD.

    declared: the encoding that the text says it has; believed where it is no valid UTF-8 and the name is known.
    Returns the text and, where some bytes could not be decoded for certain, a sentence that says so (else "").
    Raises ValueError where the bytes are not text at all.
    """
    text = _LINE_END.sub("\n", _decode(data, declared).lstrip("\ufeff"))
    text = _CONTROL.sub("\ufffd", text)
    lost = text.count("\ufffd")
    if lost > len(text) // 3:
        raise ValueError("not text")
    return text, _doubt(lost) if lost else ""


def _doubt(lost: int) -> str:
    stand = "character could not be decoded and stands" if lost == 1 else "characters could not be decoded and stand"
    return f"{lost} {stand} as \ufffd; save the page again in UTF-8, or mend the article"


def _decode(data: bytes, declared: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if declared.startswith(_ASCII_ONLY) and (text := _as_declared(data, declared)):
        return text
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if declared and (text := _as_declared(data, declared)):
        return text
    if _wide := _wide_encoding(data):
        return data.decode(_wide, errors="replace")
    mended = data.decode("utf-8", errors="replace")
    if _is_mostly_utf8(data, mended):
        return mended
    return _detect(data) or mended


def _as_declared(data: bytes, declared: str) -> str:
    """The text in the encoding that it declares; "" where that is unknown, or wrong for one character in fifty."""
    try:
        text = data.decode(_WIDER.get(declared, declared), errors="replace")
    except (LookupError, UnicodeError):
        return ""
    return text if text.count("\ufffd") * 50 <= len(text) else ""


def _is_mostly_utf8(data: bytes, mended: str) -> bool:
    """Well-formed multi-byte sequences far outnumber the faults: UTF-8 with damage, not another encoding."""
    beyond_ascii = sum(1 for character in mended if character > "\x7f" and character != "\ufffd")
    return beyond_ascii > mended.count("\ufffd")


def _wide_encoding(data: bytes) -> str:
    """UTF-16 or UTF-32 without a mark: every second, or three of four, bytes are zero in Western text."""
    sample = data[:4096]
    zeros = [sample[offset::4].count(0) / max(1, len(sample[offset::4])) for offset in range(4)]
    if zeros[2] > 0.9 and zeros[3] > 0.9:
        return "utf-32-le"
    if zeros[0] > 0.9 and zeros[1] > 0.9:
        return "utf-32-be"
    if zeros[1] > 0.4 and zeros[3] > 0.4:
        return "utf-16-le"
    if zeros[0] > 0.4 and zeros[2] > 0.4:
        return "utf-16-be"
    return ""


def _detect(data: bytes) -> str:
    """Windows-1252 where it makes Western words, or letters beyond ASCII are rare; else by statistics."""
    western = data.decode("cp1252", errors="replace")
    beyond_ascii = [character for character in western if character > "\x7f"]
    if len(beyond_ascii) * 40 < len(data) or (len(beyond_ascii) * 5 < len(data) and _WESTERN.issuperset(beyond_ascii)):
        return western
    best = from_bytes(data[:262144]).best()
    if best is None:
        return ""
    encoding = {"gb2312": "gb18030", "gbk": "gb18030", "iso8859_1": "cp1252", "latin_1": "cp1252"}.get(
        best.encoding, best.encoding
    )
    return data.decode(encoding, errors="replace")
