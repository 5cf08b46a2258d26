"""The judgement on every row, as one query made from a contract.

Each layer adds to the one below: the source's ``"X raw"``, then ``"X text"``, ``"X read"``, ``"X fault"``, ``"X"`` (the
value that loads) and ``"rule n"`` (the rule's code when it does not hold). A caller picks what it wants from the top;
the engine computes only what is picked.
"""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from joinedup.basics.finding import Severity
from joinedup.engine import quoted
from joinedup.intake import cells
from joinedup.intake.contract import Column, Contract


@dataclass(frozen=True, slots=True)
class Judgement:
    """How one file's rows are judged: the columns it has, and those in which the month comes first."""

    contract: Contract
    present: frozenset[str]
    today: dt.date
    month_first: frozenset[str] = frozenset()

    def knowing(self, month_first: Collection[str]) -> "Judgement":
        """The same judgement, once the file has shown where its dates put the month first."""
        return replace(self, month_first=frozenset(month_first))

    def over(self, source: str) -> str:
        """The judged rows of ``source``, a query that gives ``"X raw"`` for each present column."""
        query = f"({source})"
        for layer in (self._texts(), self._values(), self._faults(), self._kept(), self._rules()):
            query = f"(select {', '.join(['*', *layer])} from {query})"
        return query

    def typed(self, source: str) -> str:
        """The rows of ``source`` with each ``"X"`` read in the cheapest way, which is right for ``plain`` rows only."""
        values = [f'{cells.plain_value(column)} as "{column.name}"' for column in self.contract.columns]
        absent = [column for column in self.contract.columns if column.name not in self.present]
        given = ", ".join(["*", *(f"null::varchar as {cells.raw(column)}" for column in absent)])
        return f"(select {', '.join(['*', *values])} from (select {given} from ({source})))"

    @property
    def plain(self) -> str:
        """True for a typed row that is right as it stands. Most are; whatever is not goes through ``over``."""
        shapes = [cells.plain(column, self.today, here=column.name in self.present) for column in self.contract.columns]
        return " and ".join([*shapes, *(f"coalesce({rule.holds}, true)" for rule in self.contract.rules)])

    @property
    def set_aside(self) -> str:
        """True for a row that must not load."""
        strict = [cells.fault(column) for column in self.contract.columns if not column.lenient]
        rules = self.contract.rules
        return _any(strict + [f'"rule {n}"' for n, rule in enumerate(rules) if rule.severity is Severity.ERROR])

    @property
    def remarked(self) -> str:
        """True for a row of which there is anything to say, loaded or not."""
        every = [cells.fault(column) for column in self.contract.columns]
        return _any(every + [f'"rule {n}"' for n in range(len(self.contract.rules))])

    @property
    def remarks(self) -> str:
        """A list of {column, reason, kept} for one row; ``kept``: the row loads all the same."""
        blank = f"coalesce({', '.join(cells.text(column) for column in self.contract.columns)}) is null"
        nothing = "[{'column': null::varchar, 'reason': 'blank-row', 'kept': false}]"
        every = f"list_filter([{', '.join(self._each_remark())}], lambda each: each.reason is not null)"
        return f"case when {blank} then {nothing} else {every} end"

    @property
    def loaded(self) -> str:
        """The columns that load, in the contract's order and types."""
        return ", ".join(f'"{name}"' for name in self.contract.names)

    def _each_remark(self) -> Iterator[str]:
        for column in self.contract.columns:
            yield f"{{'column': {quoted(column.name)}, 'reason': {cells.fault(column)}, 'kept': {column.lenient}}}"
        for n, rule in enumerate(self.contract.rules):
            kept = rule.severity is not Severity.ERROR
            yield f"{{'column': {quoted(rule.columns[0])}, 'reason': \"rule {n}\", 'kept': {kept}}}"

    def _texts(self) -> Iterator[str]:
        keys = {*self.contract.key, *self.contract.person_key}
        for column in self.contract.columns:
            here = column.name in self.present
            made = cells.cleaned(column, keyed=column.name in keys) if here else "null::varchar"
            yield f"{made} as {cells.text(column)}"

    def _values(self) -> Iterator[str]:
        for column in self.contract.columns:
            yield f"{cells.value(column, month_first=self._month_first(column))} as {cells.read(column)}"

    def _faults(self) -> Iterator[str]:
        for column in self.contract.columns:
            made = cells.judged(column, self.today, month_first=self._month_first(column))
            yield f"{made} as {cells.fault(column)}"

    def _kept(self) -> Iterator[str]:
        for column in self.contract.columns:
            usable = f"case when {cells.fault(column)} is null then {cells.read(column)} end"
            yield f'{usable if column.lenient else cells.read(column)} as "{column.name}"'

    def _rules(self) -> Iterator[str]:
        for n, rule in enumerate(self.contract.rules):
            sound = " and ".join(f"{cells.fault(self.contract.column(name))} is null" for name in rule.columns)
            yield f'case when {sound} and not ({rule.holds}) then {quoted(rule.code)} end as "rule {n}"'

    def _month_first(self, column: Column) -> bool:
        return column.name in self.month_first


def _any(remarks: list[str]) -> str:
    return f"coalesce({', '.join(remarks)}) is not null"
