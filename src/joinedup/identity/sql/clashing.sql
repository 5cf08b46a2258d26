-- Numbers under which the register holds two people: rows that agree neither on the date of birth nor on a name.
create or replace table identity.clashing as
select distinct a.number
from (select number, min(dob) as low, max(dob) as high from identity.register
      where number is not null group by number having min(dob) <> max(dob)) as n
join identity.register as a on a.number = n.number and a.dob = n.low
join identity.register as b on b.number = n.number and b.dob = n.high
where upper(a.given_raw) is distinct from upper(b.given_raw)
   or (upper(a.family_raw) is distinct from upper(b.family_raw)
       and jaro_winkler_similarity(upper(a.given_raw), upper(b.given_raw)) < 0.9)
