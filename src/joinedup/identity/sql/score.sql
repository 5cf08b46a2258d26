-- Each person a record was held against, on the row of the register that fits best; then the best person of each record.
-- odds = one person : one household, neighbours or two people met by chance, agreement on a rare value weighing more. The
-- chance that the best is right counts its rivals, and the chance that nobody on the register is the one.
create or replace table identity.scored as
select rid, person, max(odds) as odds, unnest(arg_max({'sid': sid, 'pattern': pattern}, odds))
from (
    select p.rid, p.sid, p.person, p.pattern,
           w.same / (w.kin + w.twin + ({own}) * (w.near + w.chance * {place})) as odds
    from identity.compared as p
    join identity_weights as w on w.pattern = p.pattern
    join identity.frequencies as f on f.rid = p.rid
    where not exists (from identity.settled as d where d.rid = p.rid and d.person = p.person)
)
group by rid, person;

create or replace table identity.best as
select rid, arg_max(person, odds) as person, arg_max(sid, odds) as sid, arg_max(pattern, odds) as pattern,
       max(odds) / (1 + sum(odds)) as score, max(odds) as odds, count(*) as rivals,
       coalesce(max(odds, 2)[2], 0) as runner_up
from identity.scored group by rid
