-- Step 1b, the cross-check on folded names. Reads the open records (r) beside the register's rows of the same number (s).
-- The steps are worked out once, as "materialized" says: the engine would write them into every test of a rule.
insert into identity.placed
with steps as materialized (
    select r.rid, s.person, {given} as given, {family} as family, {dob} as dob, r.gender <> s.gender as gender_differs
    from identity.records as r
    join identity.numbered as s on s.number = r.number
    where r.number not in (from identity.clashing)
      and not exists (from identity.settled as d where d.rid = r.rid and d.person = s.person)
),
held as (
    select rid, person,
           given between 1 and 5 as given_agrees, given = 0 as given_unknown,
           family between 1 and 3 as family_agrees, family = 0 as family_unknown,
           dob = 1 as born_same, dob between 2 and 5 as born_nearly, dob = 0 as born_unknown,
           coalesce(gender_differs, false) as gender_differs
    from steps
),
judged as (
    select rid, person, case
        when born_same and given_agrees and family_agrees then 'number-birth-names'
        when born_same and given_agrees then 'number-birth-given'
        when born_same and given_unknown and family_agrees then 'number-birth-family'
        when born_same and given_unknown and family_unknown and not gender_differs then 'number-birth'
        when born_nearly and given_agrees and family_agrees then 'number-nearly-birth-names'
        when born_unknown and given_agrees and family_agrees then 'number-names'
    end as rule
    from held
)
select rid, any_value(person), 'cross-check', min(rule), 1.0, 'accept', '30'
from judged where rule is not null group by rid
