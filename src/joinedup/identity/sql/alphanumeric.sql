-- Step 2, without the number: exact agreement on stated combinations, against every name and address the register has
-- held. A combination places a record only when it points at one person, and, where it leaves the full address out, only
-- when hardly anybody is expected to share it by chance ({chance_limit} people) and nobody born that day lives at the
-- record's own postcode.
insert into identity.placed
with near as (
    select r.rid, s.person,
           case when r.dob = s.dob and r.given = s.given and r.family = s.family and r.postcode = s.postcode
                then 'names-birth-postcode'
                when r.dob = s.dob and r.family = s.family and r.postcode = s.postcode
                     and left(r.given, 3) = left(s.given, 3)
                     and (starts_with(r.given, s.given) or starts_with(s.given, r.given)
                          or jaro_winkler_similarity(r.given, s.given) >= 0.92)
                     and coalesce(r.gender = s.gender, true)
                then 'family-birth-postcode-three-letters'
                when r.dob = s.dob and r.family = s.family and r.given = s.given
                     and left(r.postcode, 2) = left(s.postcode, 2) and coalesce(r.gender = s.gender, true)
                     and r.expected <= {chance_limit} and r.nobody_there
                then 'names-birth-area'
                when r.family = s.family and r.given = s.given and r.postcode = s.postcode
                     and coalesce(r.gender = s.gender, true)
                     and year_of(r.dob) = year_of(s.dob)
                     and (month_of(r.dob) = month_of(s.dob) or day_of(r.dob) = day_of(s.dob)
                          or (month_of(r.dob) = day_of(s.dob) and day_of(r.dob) = month_of(s.dob)))
                then 'names-postcode-part-of-birth'
           end as rule
    from identity.asking as r
    join identity.spine as s on s.family = r.family and left(s.given, 3) = left(r.given, 3)
         and year_of(s.dob) = year_of(r.dob)
    where (r.dob = s.dob or r.postcode = s.postcode)
      and not exists (from identity.settled as d where d.rid = r.rid and d.person = s.person)
)
select rid, any_value(person), 'alphanumeric', min(rule), 0.999, 'accept', '20'
from near
where rule is not null
group by rid
having count(distinct person) = 1
