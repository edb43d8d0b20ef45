"""A picture that came in the same file as a page: told by its address, loaded when it is asked for."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Resource:
    """A picture of a container: what the container says it is, and how to get its bytes.

    `load` raises ValueError where the bytes are damaged or larger than a picture may be.
    """

    media_type: str
    load: Callable[[], bytes]
