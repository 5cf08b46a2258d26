"""Who is who: every record that arrives, joined to one person, and each join explained."""

from joinedup.identity.linking import CollisionError, LinkSummary, link_people
from joinedup.identity.model import Model, ModelError, read_model, save_model
from joinedup.identity.tracing import TraceReport, trace

__all__ = [
    "CollisionError",
    "LinkSummary",
    "Model",
    "ModelError",
    "TraceReport",
    "link_people",
    "read_model",
    "save_model",
    "trace",
]
