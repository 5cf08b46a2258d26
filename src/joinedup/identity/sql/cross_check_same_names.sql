-- Step 1a, the quick half of the cross-check: number and date of birth agree, and the given name once folded (or the record
-- has no name at all to compare). A number that the register itself gives to two people is never trusted here. Everything
-- meets as whole numbers. A valid number is its person.
insert into identity.placed
with found as (
    select a.rid, any_value(a.number) as number,
           min(case when a.given_raw is null then 3 when a.family_id = s.family_id then 1 else 2 end) as step
    from identity.arrived as a
    join identity.register as s on s.number = a.number and s.dob = a.dob
    where a.given_id = s.given_id or (a.given_raw is null and a.family_raw is null)
    group by a.rid
)
select rid, number, 'cross-check',
       case step when 1 then 'number-birth-names' when 2 then 'number-birth-given' else 'number-birth' end,
       1.0, 'accept', '30'
from found
where number not in (from identity.clashing)
  and rid not in (select rid from identity.settled union all select rid from identity.placed)
