"""Front matter: the YAML between two `---` lines at the top of an article file.

It is the one format that the importer writes and the site reads. Every scalar is read as text ("No" stays "No",
"2025" stays "2025"); what a field means is for the one who asks. Writing changes only the fields that are given
and leaves the others as a person typed them, comments and all.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

Fields = dict[str, Any]
"""Field name -> text, list of values, or mapping of values; scalars are always `str`."""

YEARS = range(1500, 2201)
"""The years that a piece may be of; any other is a slip of the pen, and no calendar of it can be shown."""

_FENCED = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<yaml>.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2}))?")
_LINES = re.compile("[^\x85\u2028\u2029]*[^\n\x85\u2028\u2029]\n?")
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """The text with what no file may hold (control characters, lone surrogates) shown as U+FFFD."""
    return _UNPRINTABLE.sub("\ufffd", text)


class FrontMatterError(ValueError):
    """Front matter that cannot be read; the message names the fault and the next move."""


def split(text: str) -> tuple[str, str]:
    """Cut an article file into its YAML and its Markdown.

    Raises FrontMatterError when the file does not begin with `---` or the closing `---` is missing.
    """
    fenced = _find(text)
    return fenced["yaml"], text[fenced.end() :]


def read(text: str) -> tuple[Fields, str]:
    """Read an article file into its fields, in their order, and its Markdown body.

    Raises FrontMatterError for YAML that does not parse, is not a mapping, names a field twice, or uses anchors.
    """
    source, body = split(text)
    return parse(source), body


def parse(source: str) -> Fields:
    """Read YAML into fields; raises FrontMatterError as `read` does."""
    try:
        return _fields(_compose(source))
    except RecursionError as error:
        raise FrontMatterError("YAML: it is nested too deep; a field is a text, a list or a mapping") from error


def render(fields: Mapping[str, Any]) -> str:
    """Fields as YAML, in their order, text quoted only where YAML needs it.

    Raises FrontMatterError for text that YAML cannot hold (control characters, lone surrogates).
    """
    _refuse_unprintable(fields)
    representer = _Representer(default_flow_style=None, sort_keys=False)  # type: ignore[arg-type]
    root: Any = representer.represent_data(dict(fields))
    root.flow_style = False
    return yaml.serialize(root, Dumper=yaml.CSafeDumper, allow_unicode=True, width=110)


def write(fields: Mapping[str, Any], body: str) -> str:
    """A whole new article file."""
    return f"---\n{render(fields)}---\n\n{body}"


def update(text: str, changes: Mapping[str, Any]) -> str:
    """The article file with some fields set anew (`None` takes a field out), all else as it was to the letter.

    Raises FrontMatterError for front matter that cannot be read, and for text that no file may hold.
    """
    if not changes:
        return text
    fenced = _find(text)
    root = _compose(fenced["yaml"])
    fields = _fields(root)
    if root and root.flow_style:
        written = render({name: value for name, value in fields.items() if name not in changes} | _said(changes))
    else:
        written = _rewrite(root, fenced["yaml"], changes)
    if fenced[0].startswith(("---\r", "\ufeff---\r")):
        written = written.replace("\r\n", "\n").replace("\n", "\r\n")
    return text[: fenced.start("yaml")] + written + text[fenced.end("yaml") :]


def _rewrite(root: yaml.MappingNode | None, source: str, changes: Mapping[str, Any]) -> str:
    """YAML with some fields set anew in their places or below the last, and others taken out.

    Of a mapping that stands as lines only what differs is written: what a person noted between its fields stays.
    """
    if root is None:
        return source + (render(_said(changes)) if _said(changes) else "")
    lines = source.splitlines(keepends=True)
    _rewrite_lines(root, lines, changes)
    return "".join(lines)


def _rewrite_lines(node: yaml.MappingNode, lines: list[str], changes: Mapping[str, Any]) -> None:
    """Set the lines of a mapping's fields anew where they differ; a new one stands below that which is given before it.

    The list keeps its length, so that line numbers stay true.
    """
    spans = _spans(node, lines)
    nodes = {key.value: value for key, value in node.value}
    for name in filter(changes.__contains__, spans):
        old, new, (first, last) = nodes[name], changes[name], spans[name]
        if isinstance(old, yaml.MappingNode) and not old.flow_style and isinstance(new, Mapping) and new:
            _rewrite_lines(old, lines, {name: None for name in _plain(old) if name not in new} | dict(new))
        elif new is None or parse(render({name: new}))[name] != _plain(old):
            written = "" if new is None else _indented(render({name: new}), node)
            lines[first:last] = [written] + [""] * (last - first - 1)
    end = max((last for _, last in spans.values()), default=len(lines))
    for name, value in _said(changes).items():
        if name in spans:
            end = spans[name][1]
        else:
            lines[end - 1] = _closed(lines[end - 1]) + _indented(render({name: value}), node)


def _closed(line: str) -> str:
    return line if not line or line.endswith("\n") else f"{line}\n"


def _said(changes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in changes.items() if value is not None}


def _indented(text: str, node: yaml.MappingNode) -> str:
    """Rendered fields, set in as far as the fields of a mapping are."""
    margin = " " * (node.value[0][0].start_mark.column if node.value else 0)
    return "".join(margin + line if line.strip("\r\n") else line for line in text.splitlines(keepends=True))


class _Representer(yaml.representer.SafeRepresenter):
    """Dates without quotes, texts of several lines as they stand, no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def represent_str(self, data: str) -> yaml.ScalarNode:
        if _MOMENT.fullmatch(data):
            return self.represent_scalar("tag:yaml.org,2002:timestamp", data)
        return self.represent_scalar("tag:yaml.org,2002:str", data, style=_style(data))


def _style(text: str) -> str | None:
    """Lines as lines, where they end as lines do; YAML would close the whole document behind a blank last line."""
    if "\n" not in text:
        return None
    return "|" if _LINES.fullmatch(text) else '"'


_Representer.add_representer(str, _Representer.represent_str)


def _find(text: str) -> re.Match[str]:
    fenced = _FENCED.match(text)
    if fenced is None:
        raise FrontMatterError("no front matter; put the fields between two lines of `---` at the top")
    return fenced


def _compose(source: str) -> yaml.MappingNode | None:
    """The YAML's tree, None where it holds nothing."""
    try:
        root = yaml.compose(_refuse_anchors(source), Loader=yaml.CBaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise FrontMatterError(f"YAML: {_one_line(error)}; mend the line or quote the value") from error
    if root is not None and not isinstance(root, yaml.MappingNode):
        raise FrontMatterError("YAML: fields are wanted, as `name: value` lines")
    return root


def _fields(root: yaml.MappingNode | None) -> Fields:
    value: Fields = _plain(root) if root else {}
    return value


def _plain(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        fields: Fields = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise FrontMatterError(f"YAML, line {key.start_mark.line + 2}: a field's name must be text")
            if key.value in fields:
                raise FrontMatterError(f"field {key.value!r} stands twice; keep one of the two")
            fields[key.value] = _plain(value)
        return fields
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return node.value


def _spans(root: yaml.MappingNode, lines: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Field name -> its first line and the line after its last, as line numbers of the YAML.

    Blank lines and comments below a field, set in no further than itself, are not its own.
    """
    spans = {}
    for key, value in root.value:
        column = key.start_mark.column  # where the next field begins, which is where a list or mapping ends
        first, last = key.start_mark.line, value.end_mark.line + (1 if value.end_mark.column > column else 0)
        last = min(last, len(lines))
        while last > first + 1 and _is_between(lines[last - 1], column):
            last -= 1
        spans[key.value] = (first, max(last, first + 1))
    return spans


def _is_between(line: str, column: int) -> bool:
    """Whether a line belongs to no field: it is blank, or a comment set in no further than a column."""
    text = line.strip(" \t\r\n")
    return not text or (text.startswith("#") and len(line) - len(line.lstrip(" ")) <= column)


def _refuse_anchors(source: str) -> str:
    if "*" in source or "&" in source:
        for event in yaml.parse(source, Loader=yaml.CBaseLoader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise FrontMatterError(
                    "YAML: anchors and aliases are not used here; quote a text that begins with & or *"
                )
    return source


def _refuse_unprintable(value: Any, name: str = "") -> None:
    if isinstance(value, Mapping):
        for key, item in value.items():
            _refuse_unprintable(item, name or str(key))
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_unprintable(item, name)
    elif isinstance(value, str) and (found := _UNPRINTABLE.search(value)):
        raise FrontMatterError(f"{name}: holds the character {found[0]!r}, which no file may hold; take it out")


def _one_line(error: Exception) -> str:
    return " ".join(str(error).replace('in "<unicode string>",', "at").split())[:200]
