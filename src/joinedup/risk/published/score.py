"""What is said of a published score wherever it is shown."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PublishedScore:
    """``reached`` is its published accuracy; ``not_known`` what no source confirmed or what was left out."""

    id: str
    title: str
    words: str
    needs: str
    reached: str
    source: str
    not_known: str = ""
