"""CGTN (news.cgtn.com), opinion section."""

from . import Site, furniture

SITE = Site(
    hosts=("cgtn.com",),
    publication="CGTN",
    language="en",
    columns=(("First Voice", ""),),
    furniture=(
        furniture("call for contributors", r"\(If you want to contribute and have specific expertise.*\)"),
        furniture("search trends", r"Search Trends"),
    ),
)
