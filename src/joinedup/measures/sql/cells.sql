-- Cases become sums by unit and month, in one pass for lists and residents. Months are counted from year 0: year * 12 +
-- month - 1. Measures whose cases are as they were come from kept_months.
create or replace table unit_months as
with cells as (
    select measure * 100000 + month as cell, practice_unit, ward_unit, grouping_id(practice_unit) as resident,
        round(sum(n), 4) as n, round(sum(d), 4) as d, round(sum(n * n), 4) as sq
    from located
    group by grouping sets ((cell, practice_unit), (cell, ward_unit))
)

select case resident when 1 then 'resident' else 'registered' end as basis, cell // 100000 as measure,
    cell % 100000 as month, coalesce(practice_unit, ward_unit) as unit, n, d, sq
from cells
where coalesce(practice_unit, ward_unit) is not null
union all
select kept_months.basis, asked.measure, kept_months.month, kept_months.unit, kept_months.n, kept_months.d, kept_months.sq
from kept_months join asked on asked.id = kept_months.measure
