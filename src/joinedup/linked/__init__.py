"""One person's story: what arrived from each source, linked, one table a file."""

from joinedup.linked.build import LAYER, build_linked
from joinedup.linked.errors import LinkedCheckError, LinkedError
from joinedup.linked.marks import code, mark_of
from joinedup.linked.quality import QUALITY
from joinedup.linked.story import Event, Story, person_story
from joinedup.linked.table import LinkedColumn, LinkedTable
from joinedup.linked.tables import LINKED_TABLES

__all__ = [
    "LAYER",
    "LINKED_TABLES",
    "QUALITY",
    "Event",
    "LinkedCheckError",
    "LinkedColumn",
    "LinkedError",
    "LinkedTable",
    "Story",
    "build_linked",
    "code",
    "mark_of",
    "person_story",
]
