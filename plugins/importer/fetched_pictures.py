"""Pictures that captures do not hold: fetched politely, and kept beside them, so that no later import needs the web."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from . import captured_pictures, kept_pictures
from .containers import web_address
from .errors import CaptureError
from .fetch import Refusal, Visit, is_public
from .model import Article
from .pictures import kind_of


@dataclass(slots=True)
class FetchedPictures:
    """What a run came to: how many pictures it kept, and the addresses that gave none, each with the reason."""

    kept: int = 0
    faults: list[CaptureError] = field(default_factory=list)


def fetch(
    articles: Iterable[Article],
    *,
    is_allowed: Callable[[str], bool] = is_public,
    pause: Callable[[float], None] = time.sleep,
) -> FetchedPictures:
    """Fetch the pictures that articles link to and that their captures lack, each address once a capture.

    What fails is among the faults, and is tried again in the next run. is_allowed: whether an IP address may be
    connected to. pause: waits for so many seconds.
    """
    done = FetchedPictures()
    visit = Visit(is_allowed, pause)
    refused: set[str] = set()
    for article in articles:
        for address in _missing(article):
            if address in refused:
                continue
            try:
                kept_pictures.keep(article.document.path, address, *_picture(visit, address))
                done.kept += 1
            except Refusal as refusal:
                refused.add(address)
                reason = f"{address}: {refusal.reason}"
                done.faults.append(CaptureError(article.document.path, "picture", reason, refusal.next_move))
            except OSError as error:
                done.faults.append(
                    CaptureError(article.document.path, "picture", str(error), "make room or mend rights")
                )
    return done


def _missing(article: Article) -> Iterator[str]:
    """The addresses of pictures that neither the capture holds nor an earlier run has fetched."""
    for address in dict.fromkeys(figure.src for figure in article.figures if figure.picture is None):
        if address.startswith(("http:", "https:")) and captured_pictures.find(article.document, address) is None:
            yield address


def _picture(visit: Visit, address: str) -> tuple[bytes, str]:
    """The bytes of a picture, and the suffix for its kind. Raises Refusal."""
    url = web_address(address)
    if not url:
        raise Refusal("it is no address of the web", "mend it in the article")
    data = visit.page(url)[-1].body
    if not (suffix := kind_of(data)):
        raise Refusal("it is no picture that a page can show", "save the picture by hand, beside the article")
    return data, suffix
