"""Spend by age band and service, and by age band and weight of conditions: to the pound, or not at all."""

from joinedup.measures.matrices.matrix import Matrix, reconcile
from joinedup.measures.matrices.printed import read_printed
from joinedup.measures.matrices.year_of_care import YearOfCare, year_of_care

__all__ = ["Matrix", "YearOfCare", "read_printed", "reconcile", "year_of_care"]
