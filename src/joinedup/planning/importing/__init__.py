"""A document laid on a template: questions found by their words, answers kept beside their lines, nothing lost."""

from joinedup.planning.importing.lay import lay_on, lay_on_best

__all__ = ["lay_on", "lay_on_best"]
