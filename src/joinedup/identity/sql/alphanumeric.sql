-- Step 2, without the number: exact agreement on stated combinations, against every name and address the register has
-- held. A combination places a record only when it points at one person, and, where it leaves the full address out, only
-- when hardly anybody is expected to share it by chance ({chance_limit} people) and nobody born that day lives at the
-- record's own postcode. Names and postcodes meet as whole numbers; texts are looked up where letters matter.
insert into identity.placed
with spelled as (
    select name_id, any_value(name) as name from identity.names where name is not null group by name_id
),
born_alike as (
    select r.rid, s.person, r.postcode_id, r.dob, r.given_id, s.given_id as held_given_id,
           r.given_id = s.given_id as given_same, r.postcode_id = s.postcode_id as postcode_same,
           r.given_start_id = s.given_start_id and coalesce(r.gender = s.gender, true) as start_same,
           r.area = s.area and coalesce(r.gender = s.gender, true) and r.expected <= {chance_limit} as area_will_do
    from identity.asking as r
    join identity.spine as s on s.dob = r.dob and s.family_id = r.family_id
),
near as (
    select rid, person, 'names-birth-postcode' as rule from born_alike where given_same and postcode_same
    union all
    select b.rid, b.person, 'family-birth-postcode-three-letters'
    from born_alike as b
    join spelled as mine on mine.name_id = b.given_id
    join spelled as held on held.name_id = b.held_given_id
    where not b.given_same and b.postcode_same and b.start_same
      and (starts_with(mine.name, held.name) or starts_with(held.name, mine.name)
           or jaro_winkler_similarity(mine.name, held.name) >= 0.92)
    union all
    select b.rid, b.person, 'names-birth-area'
    from born_alike as b
    where b.given_same and b.area_will_do and (b.postcode_same is null or not b.postcode_same)
      and not exists (from identity.spine as there where there.dob = b.dob and there.postcode_id = b.postcode_id)
    union all
    select r.rid, s.person, 'names-postcode-part-of-birth'
    from identity.asking as r
    join identity.spine as s on s.family_id = r.family_id and s.given_id = r.given_id and s.postcode_id = r.postcode_id
         and year_of(s.dob) = year_of(r.dob)
    where s.dob <> r.dob and coalesce(r.gender = s.gender, true)
      and (month_of(r.dob) = month_of(s.dob) or day_of(r.dob) = day_of(s.dob)
           or (month_of(r.dob) = day_of(s.dob) and day_of(r.dob) = month_of(s.dob)))
)
select rid, any_value(person), 'alphanumeric', min(rule), 0.999, 'accept', '20'
from near
where not exists (from identity.settled as d where d.rid = near.rid and d.person = near.person)
group by rid
having count(distinct person) = 1
