"""Who is who: every record that arrives, joined to one person, and each join explained."""

from joinedup.identity.arrivals import ArrivalsError, link_arrivals
from joinedup.identity.decisions import DECISIONS
from joinedup.identity.explaining import SENTENCES, Explanation, Weight, explain
from joinedup.identity.kept import Kept
from joinedup.identity.layout import TraceFileError
from joinedup.identity.linking import CollisionError, LinkSummary, link_people
from joinedup.identity.model import Model, ModelError, read_model, save_model
from joinedup.identity.quality import LinkQuality, Rate, Step, link_quality
from joinedup.identity.tracing import TraceReport, dedupe, trace

__all__ = [
    "DECISIONS",
    "SENTENCES",
    "ArrivalsError",
    "CollisionError",
    "Explanation",
    "Kept",
    "LinkQuality",
    "LinkSummary",
    "Model",
    "ModelError",
    "Rate",
    "Step",
    "TraceFileError",
    "TraceReport",
    "Weight",
    "dedupe",
    "explain",
    "link_arrivals",
    "link_people",
    "link_quality",
    "read_model",
    "save_model",
    "trace",
]
