"""A public corpus as a folder that `evaluate` reads: sources/, truth.jsonl, urls.json.

    python -m benchmarks.corpora CLONE FOLDER [--measured]

CLONE is a checkout of one of
    github.com/scrapinghub/article-extraction-benchmark (MIT): ground-truth.json, html/*.html.gz; body
    github.com/adbar/trafilatura (Apache-2.0): tests/evaldata.py, tests/eval/ and tests/cache/; title, authors, date

The pages that tests/truth/floors.toml was measured on are named by their SHA-256 in benchmarks/corpora.sha256, so that
they are the same ones whatever the commit of a clone; --measured takes these alone.
"""

import argparse
import ast
import gzip
import hashlib
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MEASURED = Path(__file__).with_suffix(".sha256")


@dataclass(frozen=True)
class Page:
    """A page of a corpus: its name, its address, its bytes, and what is true of it."""

    name: str
    url: str
    data: bytes
    truth: dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the folder; returns 0, or 1 where the clone is of no corpus that is known."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clone", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--measured", action="store_true", help="take only pages that the floors were measured on")
    options = parser.parse_args(arguments)
    if (options.clone / "ground-truth.json").is_file():
        pages = list(bodies(options.clone))
    elif (options.clone / "tests" / "evaldata.py").is_file():
        pages = list(metadata(options.clone))
    else:
        print(f"{options.clone}: no corpus that is known, give a checkout of one of those in --help", file=sys.stderr)
        return 1
    known = {line.split()[0] for line in MEASURED.read_text(encoding="ascii").splitlines()}
    measured = [page for page in pages if hashlib.sha256(page.data).hexdigest() in known]
    if options.measured:
        pages = measured
    sources = options.folder / "sources"
    sources.mkdir(parents=True, exist_ok=True)
    for page in pages:
        (sources / f"{page.name}.html").write_bytes(page.data)
    lines = (json.dumps({"id": page.name, "url": page.url, **page.truth}, ensure_ascii=False) for page in pages)
    (options.folder / "truth.jsonl").write_text("\n".join(lines), encoding="utf-8")
    urls = json.dumps({page.name: page.url for page in pages}, indent=1)
    (options.folder / "urls.json").write_text(urls, encoding="utf-8")
    print(f"{len(pages)} pages, {len(measured)} of them among those that the floors were measured on")
    print(f"Next: python3 tasks.py evaluate {options.folder}")
    return 0


def bodies(clone: Path) -> Iterator[Page]:
    """The pages of the article extraction benchmark, each with its body."""
    for name, truth in json.loads((clone / "ground-truth.json").read_text(encoding="utf-8")).items():
        data = gzip.decompress((clone / "html" / f"{name}.html.gz").read_bytes())
        yield Page(name, truth.get("url", ""), data, {"body": truth["articleBody"]})


def metadata(clone: Path) -> Iterator[Page]:
    """The evaluation pages of trafilatura that are there, each with what its list says of title, authors and day."""
    tree = ast.parse((clone / "tests" / "evaldata.py").read_text(encoding="utf-8"))
    listed = next(node.value for node in tree.body if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict))
    for url, page in ast.literal_eval(listed).items():
        files = [clone / "tests" / folder / page["file"] for folder in ("eval", "cache")]
        if (file := next(filter(Path.is_file, files), None)) is None:
            continue
        authors = [name for name in re.split(r"\s*(?:[,;&]|\bund\b|\band\b)\s*", page.get("author") or "") if name]
        truth = {"title": page.get("title"), "authors": authors, "date": (page.get("date") or "")[:10]}
        known = {field: value for field, value in truth.items() if value}
        yield Page(hashlib.sha256(url.encode()).hexdigest()[:20], url, file.read_bytes(), known)


if __name__ == "__main__":
    sys.exit(main())
