"""What the archive's owner has told the importer: publications, columns and the vocabulary of tags."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from plugins import settings

from .tags import Vocabulary
from .wording import fold


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Publications by host, columns with their publication, the vocabulary, and the language of the archive."""

    publications: tuple[tuple[str, str], ...] = ()
    """(host, name)"""
    columns: tuple[tuple[str, str], ...] = ()
    """(name, publication or "")"""
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    language: str = "en"
    publishes_captures: bool = False

    def publication_of(self, url: str) -> str:
        """The publication whose pages come from an address's host; "" where none is known."""
        host = urlsplit(url).hostname or ""
        return next((name for own, name in self.publications if own and (host == own or host.endswith(f".{own}"))), "")

    def columns_of(self, publication: str) -> tuple[str, ...]:
        """The names of a publication's columns, and of columns that belong to none."""
        return tuple(name for name, owner in self.columns if not owner or fold(owner) == fold(publication))


def load(content: Path) -> Knowledge:
    """Read `archive.toml` and `tags.yaml` of a content folder; what is missing is unknown, not a fault.

    Raises ArchiveError or VocabularyError for a file that is there and cannot be read.
    """
    vocabulary = Vocabulary.load(content)
    if not (content / "archive.toml").is_file():
        return Knowledge(vocabulary=vocabulary)
    archive = settings.load(content / "archive.toml")
    return Knowledge(
        publications=tuple(
            ((urlsplit(each.url).hostname or "").removeprefix("www."), each.name) for each in archive.publications
        ),
        columns=tuple((each.name, each.publication) for each in archive.columns),
        vocabulary=vocabulary,
        language=archive.language,
        publishes_captures=archive.publish.captures,
    )
