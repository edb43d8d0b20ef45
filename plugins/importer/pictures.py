"""What a picture's file really is, told by its first bytes."""

from pathlib import Path

_KINDS = (
    (b"\xff\xd8\xff", 0, ".jpg"),
    (b"\x89PNG\r\n\x1a\n", 0, ".png"),
    (b"GIF87a", 0, ".gif"),
    (b"GIF89a", 0, ".gif"),
    (b"WEBP", 8, ".webp"),
    (b"ftypavif", 4, ".avif"),
)


def suffix_of(path: Path) -> str:
    """The suffix for the kind of a picture's file; "" for what is none."""
    with path.open("rb") as file:
        return kind_of(file.read(32))


def kind_of(head: bytes) -> str:
    """The suffix for a picture's kind, by its first 32 bytes; "" for what is none. SVG is none: it can hold script."""
    return next((suffix for mark, at, suffix in _KINDS if head[at : at + len(mark)] == mark), "")
