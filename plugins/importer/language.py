"""Which language a text is written in."""

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

FEWEST = 40
"""Characters below which no guess is made."""


def detect(text: str, default: str = "en") -> str:
    """The ISO 639-1 code of a text's language; the default for a text too short to tell."""
    sample = text[:4000]
    if len("".join(sample.split())) < FEWEST:
        return default
    code, _ = _identifier().classify(sample)
    return str(code)


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE)
