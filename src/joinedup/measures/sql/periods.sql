-- Months, quarters and financial years, each with the month whose first day its population is counted on: a month its own,
-- a quarter its second, a year its seventh (1 October). They are numbered (part): years first, then quarters, then months.
create or replace table periods as
with months as (select unnest(range($first, $last + 1)) as month),

kinds as (
    select 'month' as period_kind, 2 as depth, month, month as starts, 1 as length, month as counted from months
    union all
    select 'quarter', 1, month, month - month % 3, 3, month - month % 3 + 1 from months
    union all
    select 'year', 0, month, (month - 3) // 12 * 12 + 3, 12, (month - 3) // 12 * 12 + 9 from months
)

select period_kind, depth, cast(month as integer) as month, cast(starts as integer) as starts,
    cast(counted as integer) as counted,
    make_date(cast(starts // 12 as bigint), cast(starts % 12 + 1 as bigint), 1) as period_start,
    make_date(cast((starts + length) // 12 as bigint), cast((starts + length) % 12 + 1 as bigint), 1) as period_end,
    cast(case when starts % 12 >= 3 then starts // 12 else starts // 12 - 1 end as integer) as financial_year,
    cast(dense_rank() over (order by depth, starts) - 1 as integer) as part
from kinds
