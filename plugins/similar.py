"""Where a reader goes from a piece: to those that speak of the same things, and to others of its column and authors.

Similar pieces are found by the words that set a piece apart (tf-idf) and by its tags: each piece keeps its few heaviest
terms, and only pieces that share one are compared. The same archive gives the same pieces, in the same order.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pelican import signals
from pelican.generators import ArticlesGenerator

from plugins.indexes.articles import every
from plugins.rendering import plain

_WORD = re.compile(r"[^\W\d_]{3,}")
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]{2,}")
_HEAVIEST = 32
_COMMON = 0.08
_TAG_WEIGHT = 2.0
_ENOUGH = 0.06
_SIMILAR, _MORE = 3, 3

Numbers = NDArray[Any]
Weights = dict[str, float]
"""Term -> weight; the squares sum to one."""


def words(text: str) -> Iterator[str]:
    """The words of a text, in lower case; of scripts written without spaces, every two characters side by side."""
    for word in _WORD.findall(_UNSPACED.sub(" ", text)):
        yield word.lower()
    for run in _UNSPACED.findall(text):
        yield from map("".join, pairwise(run))


def weigh(documents: Sequence[Counter[str]]) -> list[Weights]:
    """The heaviest terms of each document, by tf-idf.

    A word that a document says once, that no other says, or that very many say, weighs nothing. Terms that begin with
    "#" are tags and weigh more.
    """
    spread = Counter(term for counts in documents for term in counts)
    most = max(4, _COMMON * len(documents))
    rarity = {
        term: math.log(1 + len(documents) / n) for term, n in spread.items() if n > 1 and (n <= most or term[0] == "#")
    }
    return [_heaviest(counts, rarity) for counts in documents]


def nearest(weights: Sequence[Weights], count: int, enough: float = _ENOUGH) -> list[list[int]]:
    """For each document the `count` others that are most like it (cosine at least `enough`), by their number."""
    postings = _postings(weights)
    found = []
    for number, terms in enumerate(weights):
        likeness = np.zeros(len(weights))
        for term, weight in terms.items():
            others, theirs = postings[term]
            likeness[others] += weight * theirs
        likeness[number] = 0
        alike = np.flatnonzero(likeness >= enough)
        ranked = alike[np.lexsort((alike, -likeness[alike].round(9)))]
        found.append([int(other) for other in ranked[:count]])
    return found


def _postings(weights: Sequence[Weights]) -> dict[str, tuple[Numbers, Numbers]]:
    """Term -> the documents that hold it, and its weight in each."""
    found: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, terms in enumerate(weights):
        for term, weight in terms.items():
            found[term].append((number, weight))
    return {
        term: (np.array([number for number, _ in pairs]), np.array([weight for _, weight in pairs]))
        for term, pairs in found.items()
    }


def outward(count: int, at: int) -> Iterator[int]:
    """The places of a list of `count`, but for `at`, from the nearest to the farthest; of two, the later first."""
    for step in range(1, count):
        yield from (place for place in (at + step, at - step) if 0 <= place < count)


def _heaviest(counts: Counter[str], rarity: Weights) -> Weights:
    weights = {
        term: (_TAG_WEIGHT if term[0] == "#" else 1 + math.log(n)) * rarity[term]
        for term, n in counts.items()
        if term in rarity and (n > 1 or term[0] == "#")
    }
    kept = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:_HEAVIEST]
    length = math.sqrt(sum(weight * weight for _, weight in kept)) or 1.0
    return {term: weight / length for term, weight in kept}


def _terms(article: Any) -> Counter[str]:
    counts = Counter(words(f"{article.title} {plain(str(article.content))}"))
    counts.update({f"#{each.slug}": 1 for tag in article.tags for each in (tag, *tag.broader)})
    return counts


def _lead_on(generators: Iterable[Any]) -> None:
    for generator in generators:
        if isinstance(generator, ArticlesGenerator):
            lead_on(generator)


def lead_on(generator: ArticlesGenerator) -> None:
    """Give each article `similar`, `of_column` and `by_authors`: other listed articles, none of them twice."""
    for article in every(generator):
        article.similar, article.of_column, article.by_authors = [], [], []
    pieces = generator.articles
    for article, others in zip(pieces, nearest(weigh([_terms(each) for each in pieces]), _SIMILAR), strict=True):
        article.similar = [pieces[other] for other in others]
    for column, listed in generator.categories:
        _add("of_column", listed if column.name else [])
    for _, listed in generator.authors:
        _add("by_authors", listed)


def _add(name: str, listed: Sequence[Any]) -> None:
    """Offer the pieces of a list that stand nearest in time."""
    for at, article in enumerate(listed):
        offered = getattr(article, name)
        shown = {id(each) for each in (*article.similar, *article.of_column, *article.by_authors)}
        fresh = (listed[place] for place in outward(len(listed), at) if id(listed[place]) not in shown)
        offered.extend(islice(fresh, _MORE - len(offered)))


def register() -> None:
    """Called by Pelican."""
    signals.all_generators_finalized.connect(_lead_on)
