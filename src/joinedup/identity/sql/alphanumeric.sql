-- Step 2, without the number: exact agreement on stated combinations, against every name and address the register has
-- held. A combination places a record only when it points at one person, and, where it leaves the full address out, only
-- when hardly anybody is expected to share it by chance ({chance_limit} people, on a register of this size) and nobody born
-- that day lives at the record's own postcode. A given name or a birthday that nobody on the register has is left to the
-- scored step. Each is as sure as what it asks for. Names and postcodes meet as whole numbers; texts are looked up where
-- letters matter.
insert into identity.placed
with asking as (
    select rid, dob, gender, family_id, given_id, given_start_id, postcode_id
    from identity.open where not stands and not contradicted
),
spelled as (
    select name_id, any_value(name) as name from identity.names where name is not null group by name_id
),
size as (
    select count(*)::double as n from identity.spine
),
born_alike as materialized (
    select r.rid, s.sid, s.person, r.postcode_id, r.dob, r.family_id, r.given_id, s.given_id as held_given_id,
           case when r.given_id = s.given_id and r.postcode_id = s.postcode_id then 1
                when coalesce(r.gender <> s.gender, false) then null
                when r.postcode_id = s.postcode_id then 2
                when r.given_id = s.given_id then 3 end as step
    from asking as r
    join identity.spine as s on s.dob = r.dob and s.family_id = r.family_id and s.given_start_id = r.given_start_id
),
elsewhere as materialized (  -- nobody with all of it lives where the record says
    select * from asking where rid not in (select rid from born_alike where step = 1)
),
near as (
    select rid, person, step from born_alike where step = 1
    union all
    select b.rid, b.person, b.step
    from born_alike as b
    join spelled as mine on mine.name_id = b.given_id
    join spelled as held on held.name_id = b.held_given_id
    where b.step = 2
      and b.given_id in (select value from identity.common_given)
      and (starts_with(mine.name, held.name) or starts_with(held.name, mine.name)
           or jaro_winkler_similarity(mine.name, held.name) >= 0.92)
    union all
    select b.rid, b.person, b.step
    from born_alike as b
    join elsewhere as r on r.rid = b.rid
    join identity.common_given as g on g.value = b.given_id
    join identity.common_family as f on f.value = b.family_id
    join identity.common_dob as d on d.value = b.dob
    join identity.open as mine on mine.rid = b.rid
    join identity.spine as held on held.sid = b.sid and left(held.postcode, 2) = left(mine.postcode, 2)
    cross join size
    where b.step = 3 and g.n * f.n * d.n / (size.n * size.n) <= {chance_limit}
      and not exists (from identity.spine as there where there.dob = b.dob and there.postcode_id = b.postcode_id)
    union all
    select r.rid, s.person, 4
    from elsewhere as r
    join identity.spine as s on s.family_id = r.family_id and s.given_id = r.given_id and s.postcode_id = r.postcode_id
         and year_of(s.dob) = year_of(r.dob)
    where s.dob <> r.dob and coalesce(r.gender = s.gender, true)
      and r.dob in (select value from identity.common_dob)
      and (month_of(r.dob) = month_of(s.dob) or day_of(r.dob) = day_of(s.dob)
           or (month_of(r.dob) = day_of(s.dob) and day_of(r.dob) = month_of(s.dob)))
)
select rid, min(person), 'alphanumeric',
       case min(step) when 1 then 'names-birth-postcode' when 2 then 'family-birth-postcode-three-letters'
                      when 3 then 'names-birth-area' else 'names-postcode-part-of-birth' end,
       case min(step) when 1 then {with_postcode} when 2 then {with_a_slip} when 3 then {by_area} else {with_a_slip} end,
       'accept', '20'
from near
where not exists (from identity.settled as d where d.rid = near.rid and d.person = near.person)
group by rid
having min(person) = max(person)
