-- Each person a record was held against, on the row of the register that fits best; then the best person of each record.
-- odds = one person : one household, or two people met by chance. The chance that the best is right counts its rivals.
create or replace table identity.scored as
select p.rid, p.person, max(w.same / (w.kin + w.chance {rarer})) as odds,
       arg_max(p.sid, w.same / (w.kin + w.chance {rarer})) as sid,
       arg_max(p.pattern, w.same / (w.kin + w.chance {rarer})) as pattern
from identity.compared as p
join identity_weights as w on w.pattern = p.pattern
left join identity.frequencies as f on f.rid = p.rid
group by p.rid, p.person;

create or replace table identity.best as
select rid, arg_max(person, odds) as person, arg_max(sid, odds) as sid, arg_max(pattern, odds) as pattern,
       max(odds) / (1 + sum(odds)) as score, max(odds) as odds, count(*) as rivals,
       coalesce(max(odds, 2)[2], 0) as runner_up
from identity.scored group by rid
