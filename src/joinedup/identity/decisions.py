"""What people decided about doubtful links: data that every rebuild obeys.

``identity_decisions`` has one row for each decision anybody ever took; nothing in it is changed or removed. Of one
person's decisions about one pair the latest stands. A pair is settled when enough people (one, or two where a place
says so) agree and nobody's standing decision says otherwise; until then the machinery decides and the pair stays in
the work queue. To undo a merge, the same people decide to reject it: the records are as they came, so nothing has to
be put back.

What the national service answered to a trace (``identity_traced``) joins a record as a decision does, but for a pair
that people rejected: people who looked stand above a service that did not see both records.
"""

from joinedup.engine import Connection
from joinedup.identity.kept import let_go
from joinedup.identity.workroom import count, exists, run

DECISIONS = ("accept", "reject", "not sure", "escalate")
"""``not sure`` and ``escalate`` settle nothing; an escalated pair goes to the top of the queue."""


def read_decisions(connection: Connection, people_needed: int, *, kept: bool = False) -> bool:
    """Writes identity.settled(rid, person, decision) and identity.superseded(old, new); True when the register was
    renumbered, so that what was ``kept`` of it (see kept.py) no longer holds.

    ``identity_decisions(source, organisation_code, source_person_id, nhs_number, decision, decided_by, decided_at)``: a
    record is, or is not, the person of that number. Source ``gp`` says that one number replaces another.
    ``identity_superseded(old_number, new_number)``: numbers the national service has replaced.
    ``identity_traced(source, organisation_code, source_person_id, nhs_number)``: what it answered about single records.
    Any of the tables may be absent.
    """
    run(connection, "decisions_none")
    if exists(connection, "identity_decisions"):
        run(connection, "decisions", people_needed=str(int(people_needed)))
    if exists(connection, "identity_superseded"):
        connection.execute(
            "insert into identity.superseded "
            "select ten_digits(old_number), ten_digits(new_number) from identity_superseded"
        )
    _follow_superseded(connection)
    renumbered = count(connection, "select count(*) from identity.superseded") > 0
    if renumbered:
        if kept:
            let_go(connection)
        run(connection, "superseded")
    connection.execute("""
        insert into identity.placed
        select rid, any_value(person), 'decided', 'decided', 1.0, 'accept', '20' from identity.settled
        where decision = 'accept' and person in (select person from identity.register)
        group by rid having count(distinct person) = 1""")
    if exists(connection, "identity_traced"):
        _obey_traces(connection)
    return renumbered


def _obey_traces(connection: Connection) -> None:
    """Places traced records that are on the register; others without a valid number get the one they were traced to."""
    connection.execute("""
        create table identity.traced as
        select a.rid, coalesce(u.new, ten_digits(t.nhs_number)) as person, a.number
        from identity_traced as t
        join identity.arrived as a on a.source = t.source and a.organisation_code = coalesce(t.organisation_code, '')
            and a.source_person_id = t.source_person_id
        left join identity.superseded as u on u.old = ten_digits(t.nhs_number)
        where ten_digits(t.nhs_number) is not null
          and not exists (from identity.placed as p where p.rid = a.rid)
          and not exists (from identity.settled as d where d.rid = a.rid
                          and d.person = coalesce(u.new, ten_digits(t.nhs_number)));
        insert into identity.placed
        select rid, any_value(person), 'traced', 'traced', 1.0, 'accept', '20' from identity.traced
        where person in (select person from identity.register)
        group by rid having count(distinct person) = 1;
        update identity.arrived_rows as a set number = t.person, status = '01' from identity.traced as t
        where t.rid = a.rowid and t.number is null
          and t.person not in (select person from identity.register)""")


def _follow_superseded(connection: Connection) -> None:
    """A number replaced twice leads to the last one; a ring of numbers that replace one another leads nowhere."""
    pairs = dict(
        connection.execute("select old, new from identity.superseded where old <> new order by old, new").fetchall()
    )
    led = {}
    for old, replacement in pairs.items():
        seen, new = {old}, replacement
        while new in pairs and new not in seen:
            seen.add(new)
            new = pairs[new]
        if new not in seen:
            led[old] = new
    connection.execute("delete from identity.superseded")
    if led:
        connection.execute(
            "insert into identity.superseded select unnest(?::bigint[]), unnest(?::bigint[])",
            [list(led), list(led.values())],
        )
