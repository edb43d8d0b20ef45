"""Archives of captures: zip and tar, compressed or not, one capture in gzip; sidecars and tables inside too."""

import gzip
import stat
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Final, Protocol, cast

from .. import captures, sidecar, webarchive
from ..containers import DAMAGE, MEMBER, MEMBERS, PAGE, WHOLE, LeftOut, fault_of_name
from ..errors import CaptureError
from ..model import Document, over
from . import read as read_capture
from . import warc

_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_COMPRESSED: Final = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
_STEP: Final = 1 << 18
_STEEPEST: Final = 100
"""Times its packed size that a member may have, where it is larger than a page. Text shrinks to a tenth at best."""


class _Packed(Protocol):
    """A member as zip or tar describes it."""

    @property
    def name(self) -> str:
        """Its path in the archive."""

    @property
    def size(self) -> int:
        """Bytes that it says to unpack to."""

    @property
    def packed(self) -> int:
        """Bytes that it takes in the archive; 0 where that is not known."""

    @property
    def is_file(self) -> bool:
        """Whether it is a plain file: no folder, link or device."""

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder."""

    def open(self) -> IO[bytes]:
        """Its bytes, unpacked."""


def recognises(path: Path, head: bytes) -> bool:
    """Whether a file is a zip or a tar, or compressed; a web archive is none, though it may be either."""
    if warc.recognises(path, head):
        return False
    return head.startswith((*_ZIP, *_COMPRESSED)) or head[257:262] == b"ustar"


def read(path: Path) -> Iterator[Document]:
    """The captures in an archive, each as it would be read from a folder, with what lies beside it there.

    Members that leave their folder, are hidden, links, archives themselves, or too large are left out. Raises
    CaptureError for an archive that is damaged, and, after the last capture, one that names what was left out.
    """
    left = LeftOut(path)
    with tempfile.TemporaryDirectory(prefix="captures-") as folder:
        names = _unpack(path, Path(folder), left)
        number = 0
        found = list(captures.find([Path(folder)]))
        others = captures.others([Path(folder)], found)
        for stranger in captures.strangers(others, found):
            left.add(names.get(stranger.path, stranger.path.name), stranger.reason)
        for other in captures.of_no_known_format(others if found else [], found):
            left.add(names.get(other, other.name), captures.NO_KNOWN_FORMAT, is_fault=False)
        for capture in found:
            name = names.get(capture, capture.name)
            try:
                for document in _read_member(capture, left, name):
                    number += 1
                    member = f"{name}#{document.member}" if document.member else name
                    yield replace(document, path=path, number=number, member=member, unpacked=capture)
            except CaptureError as fault:
                left.add(name, fault.reason)
    left.settle()
    if not found:
        raise CaptureError(
            path, "read", "nothing in it is a capture", "save what it holds as a web page or as text (.txt)"
        )


def _read_member(capture: Path, left: LeftOut, name: str) -> Iterator[Document]:
    with capture.open("rb") as file:
        is_archive = recognises(capture, file.read(4096))
    if is_archive:
        left.add(name, "it is an archive in an archive")
        return
    beside = sidecar.read(capture)
    if beside.skip:
        return
    for document in read_capture(capture):
        yield replace(document, facts=over(beside, document.facts))


def _unpack(path: Path, folder: Path, left: LeftOut) -> dict[Path, str]:
    """Lay the members of an archive into a folder; each file with its name in the archive.

    Two members of one name, or of names that differ in their letters' case alone, are kept apart.
    """
    names: dict[Path, str] = {}
    times: dict[str, int] = {}
    used: set[str] = set()
    whole = 0
    try:
        with _members(path) as members:
            for count, member in enumerate(members, 1):
                if count > MEMBERS:
                    left.add(member.name, f"it stands behind the first {MEMBERS} members")
                    break
                if (member.is_folder and not fault_of_name(member.name)) or _is_a_computers_own(member.name):
                    continue
                if reason := _fault(member, whole):
                    left.add(member.name, reason)
                    continue
                key = member.name.casefold()
                times[key] = times.get(key, 0) + 1
                target = folder / str(times[key]) / member.name
                whole += _lay(member, target, left)
                names[target] = f"{member.name} ({times[key]})" if member.name in used else member.name
                used.add(member.name)
    except DAMAGE as error:
        raise CaptureError(path, "read", f"the archive is damaged or cut ({error})", "copy it again") from error
    return names


def _is_a_computers_own(name: str) -> bool:
    """What macOS and Windows add to archives for themselves."""
    last = name.rstrip("/").rpartition("/")[2]
    is_named = last in (".DS_Store", "Thumbs.db", "desktop.ini") or last.startswith("._")
    return ".." not in name and (name.startswith("__MACOSX/") or is_named)


def _fault(member: _Packed, whole: int) -> str:
    """Why a member is not taken; "" for one that is."""
    if reason := fault_of_name(member.name):
        return reason
    if not member.is_file:
        return "it is a link or a device, no file"
    if member.size > MEMBER or whole + member.size > WHOLE:
        return "it unpacks to more than an archive may hold"
    if member.size > PAGE and member.packed and member.size > _STEEPEST * member.packed:
        return f"it unpacks to {member.size // member.packed} times its size"
    return ""


def _lay(member: _Packed, target: Path, left: LeftOut) -> int:
    """Write a member's bytes; as many as it says and no more. One that is damaged is left out."""
    target.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    try:
        with member.open() as packed, target.open("wb") as file:
            while data := packed.read(_STEP):
                size += len(data)
                if size > max(member.size, PAGE) or size > MEMBER:
                    raise ValueError("it unpacks to more than it says")
                file.write(data)
    except (*DAMAGE, ValueError) as error:
        target.unlink(missing_ok=True)
        left.add(member.name, str(error) or "it is damaged")
    return size


@contextmanager
def _members(path: Path) -> Iterator[Iterator[_Packed]]:
    if zipfile.is_zipfile(path) and not tarfile.is_tarfile(path):
        with zipfile.ZipFile(path) as packed:
            yield (_ZipMember(packed, info) for info in packed.infolist())
    elif tarfile.is_tarfile(path):
        with tarfile.open(path) as tar:
            yield (_TarMember(tar, info) for info in tar)
            _read_out(tar)
    else:
        yield iter([_single(path)])


def _read_out(tar: tarfile.TarFile) -> None:
    """Read what stands behind the last member: a compressed file tells only at its end whether it is whole."""
    size = 0
    while tar.fileobj is not None and (data := tar.fileobj.read(_STEP)) and size <= MEMBER:
        size += len(data)


def _single(path: Path) -> "_GzipMember":
    """The one capture of a compressed file. Raises BadZipFile where it is none."""
    with path.open("rb") as file:
        if file.read(2) != b"\x1f\x8b":
            raise zipfile.BadZipFile("its directory is missing")
    with gzip.open(path) as packed:
        head = packed.read(4096)
    if head.startswith((*_ZIP, *_COMPRESSED)) and not webarchive.is_archive(head):
        raise zipfile.BadZipFile("it is compressed twice")
    return _GzipMember(path)


@dataclass(frozen=True, slots=True)
class _ZipMember:
    archive: zipfile.ZipFile
    info: zipfile.ZipInfo

    @property
    def name(self) -> str:
        return self.info.filename

    @property
    def size(self) -> int:
        return self.info.file_size

    @property
    def packed(self) -> int:
        return self.info.compress_size

    @property
    def is_folder(self) -> bool:
        return self.info.is_dir()

    @property
    def is_file(self) -> bool:
        kind = stat.S_IFMT(self.info.external_attr >> 16)
        return not self.info.is_dir() and kind in (0, stat.S_IFREG)

    def open(self) -> IO[bytes]:
        return self.archive.open(self.info)


@dataclass(frozen=True, slots=True)
class _TarMember:
    archive: tarfile.TarFile
    info: tarfile.TarInfo

    @property
    def name(self) -> str:
        return self.info.name

    @property
    def size(self) -> int:
        return self.info.size

    @property
    def packed(self) -> int:
        return 0

    @property
    def is_folder(self) -> bool:
        return self.info.isdir()

    @property
    def is_file(self) -> bool:
        return self.info.isreg()

    def open(self) -> IO[bytes]:
        data = self.archive.extractfile(self.info)
        if data is None:
            raise tarfile.ReadError("it holds no bytes")
        return data


@dataclass(frozen=True, slots=True)
class _GzipMember:
    path: Path
    is_file: bool = True
    is_folder: bool = False
    packed: int = 0

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def size(self) -> int:
        return PAGE

    def open(self) -> IO[bytes]:
        return cast(IO[bytes], gzip.open(self.path))
