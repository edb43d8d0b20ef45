"""Settings for building to publish: those for home, with the site's public address and without drafts."""

import os
from pathlib import Path

from pelicanconf import *  # noqa: F403
from plugins.settings import load

SITEURL = os.environ.get("SITEURL") or load(Path(__file__).parent / "content" / "archive.toml").address
DRAFTS = False
SEARCH = True
