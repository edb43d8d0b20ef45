"""Front matter: the YAML between two `---` lines at the top of an article file.

It is the one format that the importer writes and the site reads. Every scalar is read as text ("No" stays "No",
"2025" stays "2025"); what a field means is for the one who asks. Writing changes only the fields that are given
and leaves the others as a person typed them, comments and all.
"""

import re
from collections.abc import Mapping
from typing import Any

import yaml

Fields = dict[str, Any]
"""Field name -> text, list of values, or mapping of values; scalars are always `str`."""

_FENCED = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<yaml>.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2}))?")
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class FrontMatterError(ValueError):
    """Front matter that cannot be read; the message names the fault and the next move."""


def split(text: str) -> tuple[str, str]:
    """Cut an article file into its YAML and its Markdown.

    Raises FrontMatterError when the file does not begin with `---` or the closing `---` is missing.
    """
    match = _FENCED.match(text)
    if match is None:
        raise FrontMatterError("no front matter; put the fields between two lines of `---` at the top")
    return match["yaml"], text[match.end() :]


def read(text: str) -> tuple[Fields, str]:
    """Read an article file into its fields, in their order, and its Markdown body.

    Raises FrontMatterError for YAML that does not parse, is not a mapping, names a field twice, or uses anchors.
    """
    source, body = split(text)
    return parse(source), body


def parse(source: str) -> Fields:
    """Read YAML into fields; raises FrontMatterError as `read` does."""
    try:
        root = yaml.compose(_refuse_anchors(source), Loader=yaml.CBaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise FrontMatterError(f"YAML: {_one_line(error)}; mend the line or quote the value") from error
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        raise FrontMatterError("YAML: fields are wanted, as `name: value` lines")
    value: Fields = _plain(root)
    return value


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
    """The article file with some fields set anew (`None` takes a field out), all else as it was to the letter."""
    source, body = split(text)
    lines = source.splitlines(keepends=True)
    spans = _spans(source)
    added: dict[str, Any] = {}
    for name, value in changes.items():
        if name not in spans:
            added |= {} if value is None else {name: value}
            continue
        first, last = spans[name]
        lines[first:last] = ["" if value is None else render({name: value})] + [""] * (last - first - 1)
    return f"---\n{''.join(lines)}{render(added) if added else ''}---\n{body}"


class _Representer(yaml.representer.SafeRepresenter):
    """Dates without quotes, texts of several lines as they stand, no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def represent_str(self, data: str) -> yaml.ScalarNode:
        if _MOMENT.fullmatch(data):
            return self.represent_scalar("tag:yaml.org,2002:timestamp", data)
        return self.represent_scalar("tag:yaml.org,2002:str", data, style="|" if "\n" in data else None)


_Representer.add_representer(str, _Representer.represent_str)


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


def _spans(source: str) -> dict[str, tuple[int, int]]:
    """Field name -> its first line and the line after its last, as line numbers of the YAML."""
    root = yaml.compose(source, Loader=yaml.CBaseLoader)
    if root is None:
        return {}
    spans = {}
    for key, value in root.value:
        end = value.end_mark.line + (1 if value.end_mark.column else 0)
        spans[key.value] = (key.start_mark.line, max(end, key.start_mark.line + 1))
    return spans


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
    return " ".join(str(error).split())[:200]
