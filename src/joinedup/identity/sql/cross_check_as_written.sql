-- Step 1a, the quick half of the cross-check: number and date of birth agree, and the given name as it is written (or the
-- record has no name at all to compare). A number that the register itself gives to two people is never trusted here.
insert into identity.placed
select a.rid, any_value(s.person), 'cross-check',
       case when bool_or(upper(a.given_raw) = upper(s.given_raw)
                         and upper(a.family_raw) = upper(s.family_raw)) then 'number-birth-names'
            when bool_and(a.given_raw is null) then 'number-birth'
            else 'number-birth-given' end,
       1.0, 'accept', '30'
from identity.arrived as a
join identity.register as s on s.number = a.number
where a.dob = s.dob
  and (upper(a.given_raw) = upper(s.given_raw)
       or (a.given_raw is null and a.family_raw is null))
  and s.number not in (select number from identity.clashing)
  and not exists (from identity.settled as d where d.rid = a.rid)
group by a.rid
