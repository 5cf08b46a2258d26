-- Everybody on the register, and the numbers under which it holds two people: rows that agree neither on the date of birth
-- nor on a name.
create or replace table identity.holders as
select person, min(dob) as low, max(dob) as high
from identity.register where person is not null group by person;

create or replace table identity.clashing as
select distinct n.person as number
from (from identity.holders where low <> high and if_valid(person) is not null) as n
join identity.register as a on a.number = n.person and a.dob = n.low
join identity.register as b on b.number = n.person and b.dob = n.high
where upper(a.given_raw) is distinct from upper(b.given_raw)
   or (upper(a.family_raw) is distinct from upper(b.family_raw)
       and jaro_winkler_similarity(upper(a.given_raw), upper(b.given_raw)) < 0.9)
