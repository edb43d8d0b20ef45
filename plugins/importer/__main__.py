"""The importer's command line: `python -m plugins.importer import|fetch|preview`; `tasks.py` is the everyday way."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from plugins.settings import ArchiveError
from plugins.vocabulary import VocabularyError

from . import accounts, captures, knowledge, pipeline, progress, sidecar, summary
from .errors import CaptureError, PassedOver
from .executors import ExecutorError
from .explain import fields_of
from .model import Article, Facts

CONTENT = Path("content")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code.

    0, or 1 where a capture or an article failed and is named, or 2 where settings, vocabulary, ledger
    or workers cannot be used.
    """
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (ArchiveError, VocabularyError, CaptureError, ExecutorError) as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:  # who reads has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:  # what is kept, `tasks.py` tells
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m plugins.importer", description=__doc__)
    parser.add_argument("--content", type=Path, default=CONTENT, help="the content folder (default: content)")
    commands = parser.add_subparsers(required=True, metavar="import|fetch|preview")
    take = commands.add_parser("import", help="make articles of what is new or changed in content/captures/")
    take.add_argument("paths", type=Path, nargs="*", metavar="PATH", help="captures or folders there (default: all)")
    take.add_argument("--dry-run", action="store_true", help="show the plan, write nothing")
    take.add_argument("--pictures", action="store_true", help="fetch the pictures that captures do not hold")
    take.add_argument("--quiet-when-unchanged", action="store_true", help="say nothing where nothing is new")
    take.add_argument(
        "--log", type=Path, metavar="FILE", help="where every file is named, if they are too many to print"
    )
    who = take.add_mutually_exclusive_group()
    who.add_argument("--processes", type=_number, default=0, metavar="N", help="how many read (default: one a core)")
    who.add_argument("--scheduler", default="", metavar="ADDRESS", help="read on the Dask cluster of this scheduler")
    take.set_defaults(run=_import)
    get = commands.add_parser("fetch", help="fetch pages from the web, keep them as captures, import them")
    get.add_argument("urls", nargs="+", metavar="URL", help="an address, or a file with an address on each line")
    get.add_argument("--pictures", action="store_true", help="fetch their pictures too")
    get.set_defaults(run=_fetch)
    show = commands.add_parser("preview", help="show what would become of captures; writes nothing")
    show.add_argument("paths", type=Path, nargs="+", metavar="PATH", help="a file or a folder, anywhere")
    show.add_argument("--urls", type=Path, metavar="FILE", help="JSON: file stem -> address")
    show.add_argument("--json", action="store_true", help="one JSON object a line")
    show.add_argument("--explain", action="store_true", help="each block with its fate and rule, each field's evidence")
    show.set_defaults(run=_preview)
    return parser


def _number(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no number")
    return int(text)


def _import(options: argparse.Namespace) -> int:
    are_fetched = not options.pictures or options.dry_run or _fetch_pictures(options.content, options.paths)
    with progress.shown() as show:
        report = pipeline.import_captures(
            options.content,
            options.paths,
            dry_run=options.dry_run,
            processes=options.processes,
            scheduler=options.scheduler,
            progress=show,
        )
    if not (options.quiet_when_unchanged and not report.imported and not report.faults):
        summary.tell(report, options.dry_run, options.log)
    if not options.dry_run and knowledge.load(options.content).publishes_captures:
        accounts.keep(options.content, options.content.parent / ".cache" / "accounts")
    return 0 if are_fetched and not report.faults else 1


def _fetch_pictures(content: Path, paths: Sequence[Path]) -> bool:
    """Fetch the pictures that captures lack; whether all came. What cannot be read, the import itself reports."""
    from . import fetched_pictures  # here, for few runs go to the web

    fetched = fetched_pictures.fetch(pipeline.articles_in(content, paths))
    for fault in fetched.faults:
        print(fault, file=sys.stderr)
    print(f"Fetched: {fetched.kept} pictures, {len(fetched.faults)} failed.")
    return not fetched.faults


def _fetch(options: argparse.Namespace) -> int:
    from . import fetch

    urls = [url for given in options.urls for url in _addresses(given)]
    folder = options.content / pipeline.CAPTURES / "fetched"
    with progress.shown("pages") as show:
        fetched = fetch.fetch(urls, folder, progress=show)
    for path in fetched.files:
        print(f"Kept {path.as_posix()}")
    for fault in fetched.faults:
        print(fault, file=sys.stderr)
    are_fetched = not (options.pictures and fetched.files) or _fetch_pictures(options.content, fetched.files)
    report = pipeline.import_captures(options.content, fetched.files) if fetched.files else pipeline.Report()
    summary.tell(report, dry_run=False)
    return 0 if are_fetched and not fetched.faults and not report.faults else 1


def _addresses(given: str) -> list[str]:
    """An address, or those that a file lists. Raises CaptureError for a file that is no list."""
    from . import fetch

    path = Path(given)
    if not path.is_file():
        return [given]
    try:
        return list(fetch.addresses(path.read_text(encoding="utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError) as error:
        raise CaptureError(path, "fetch", f"it is no list ({error})", "give a text file in UTF-8") from error


def _urls(path: Path | None) -> dict[str, str]:
    """File stem -> address, as a file says. Raises CaptureError for a file that says no such thing."""
    try:
        urls = json.loads(path.read_text(encoding="utf-8-sig")) if path else {}
    except (OSError, ValueError) as error:
        reason = f"it cannot be read ({getattr(error, 'strerror', '') or error})"
        raise CaptureError(path or Path(), "preview", reason, 'give a JSON file as {"stem": "https://..."}') from error
    if path and not (isinstance(urls, dict) and all(isinstance(url, str) for url in urls.values())):
        raise CaptureError(path, "preview", "it is no table of addresses", 'write it as {"stem": "https://..."}')
    return dict(urls)


def _preview(options: argparse.Namespace) -> int:
    known = knowledge.load(options.content)
    urls = _urls(options.urls)
    failed = False
    shown: dict[tuple[str, Facts], str] = {}
    told: set[str] = set()
    found = list(captures.find(options.paths))
    for path in found:
        try:
            facts = sidecar.read(path) if path.is_file() else None
            if facts and not facts.url and (url := urls.get(path.stem)):
                facts = replace(facts, url=url)
            for article in pipeline.articles_of(path, known, facts):
                name = pipeline.name_of_part(article, path.name)
                twin = shown.setdefault((article.document.sha256, article.document.facts), name)
                if article.document.member and twin != name:
                    print(f"left out {name}: {pipeline.SAME.format(twin)}", file=sys.stderr)
                else:
                    _show(article, options.json, options.explain)
        except CaptureError as fault:
            failed = failed or not isinstance(fault, PassedOver)
            if str(fault) not in told:  # a table's is that of each capture in it
                print(fault, file=sys.stderr)
            told.add(str(fault))
        except BrokenPipeError:  # nobody reads any more: no fault of the capture
            raise
        except OSError as error:
            failed = True
            print(CaptureError(path, "read", str(error), "mend its name or its rights"), file=sys.stderr)
    for path in captures.of_no_known_format(captures.others(options.paths, found), found):
        print(f"{path}: {captures.NO_KNOWN_FORMAT}", file=sys.stderr)
    return 1 if failed else 0


def _show(article: Article, as_json: bool, explain: bool) -> None:
    if as_json:
        print(json.dumps(as_record(article), ensure_ascii=False))
    else:
        _print_fields(article)
    if explain:
        for part in article.parts:
            print(f"{part.block:4}  {part.fate.value:10}  {part.rule:24}  {' '.join(part.text.split())}")
        for evidence in fields_of(article):
            print(evidence)


def _print_fields(article: Article) -> None:
    record = as_record(article) | {"capture": pipeline.name_of_part(article, article.document.path.name)}
    print(f"\n{article.title}\n{'=' * min(len(article.title), 80)}")
    for name in (
        "capture",
        "status",
        "date",
        "authors",
        "column",
        "publication",
        "language",
        "tags",
        "title_from",
        "editors_note",
    ):
        value = record[name]
        print(f"{name:13} {(', '.join(value) if isinstance(value, list) else value) or '-'}")
    print(f"{'body':13} blocks {len(article.body)}, figures {len(article.figures)}")
    print(f"{'dropped':13} {', '.join(f'{rule} {count}' for rule, count in article.left_out.items()) or '-'}")
    for doubt in article.doubts:
        print(f"look at       {doubt}")


def as_record(article: Article) -> dict[str, object]:
    """An article as `preview --json` prints it; the contract names the keys."""
    return {
        "id": article.document.id,
        "status": article.status,
        "slug": article.slug,
        "url": article.document.facts.url,
        "title": article.title,
        "title_from": article.title_from,
        "authors": list(article.authors),
        "date": article.date.isoformat() if article.date else None,
        "column": article.column,
        "publication": article.publication,
        "language": article.language,
        "tags": list(article.tags),
        "editors_note": article.editors_note,
        "text": article.text,
        "figures": [
            {
                "src": each.picture.file.name if each.picture and each.picture.file else each.src or None,
                "alt": each.picture.alt if each.picture else each.alt,
                "caption": each.caption,
                "credit": each.credit,
                "at": each.at,
            }
            for each in article.figures
        ],
        "fates": article.fates,
    }


if __name__ == "__main__":
    sys.exit(main())
