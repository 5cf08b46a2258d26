-- Each person a record was held against, on the row of the register that fits best; then the best person of each record.
-- odds = one person : one household, neighbours or two people met by chance, agreement on a rare value weighing more. The
-- chance that the best is right counts its rivals, and the chance that nobody on the register is the one.
-- Of equals the smaller pattern and the smaller number stand, and odds are added as whole parts of a thousand millionth: so
-- nothing depends on the order in which rows come.
create or replace table identity.scored as
select rid, person, unnest(max({'odds': odds, 'pattern': pattern}))
from (
    select p.rid, p.person, p.pattern,
           w.same / (w.kin + w.twin + ({own}) * (w.near + w.chance * {place})) as odds
    from identity.compared as p
    join identity_weights as w on w.pattern = p.pattern
    join identity.frequencies as f on f.rid = p.rid
    where not exists (from identity.settled as d where d.rid = p.rid and d.person = p.person)
)
group by rid, person;

create or replace table identity.best as
select rid, -best.lower as person, best.pattern, best.odds / (1 + total) as score, best.odds, rivals, runner_up
from (
    select rid, max({'odds': odds, 'lower': -person, 'pattern': pattern}) as best,
           sum((least(odds, 1e25) * 1073741824)::hugeint) / 1073741824 as total, count(*) as rivals,
           coalesce(max(odds, 2)[2], 0) as runner_up
    from identity.scored group by rid
)
