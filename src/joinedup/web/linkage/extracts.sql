-- Each extract: its usual month and its last whole one, and what the last twelve months hold.
with usual as (select table_name, median(rows) as rows from quality where last_day is not null group by table_name),

months as (
    select *, period > max(period) over (partition by table_name) - interval 12 month as recent,
        last_day >= last_day(period) - 1 as whole
    from quality
)

select months.table_name, any_value(usual.rows), any_value(months.source),
    arg_max(months.rows, period) filter (where whole), max(period) filter (where whole),
    sum(months.rows) filter (where recent), sum(with_person) filter (where recent),
    sum(after_death + before_birth + ends_before_start + future) filter (where recent)
from months
join usual using (table_name)
group by months.table_name
order by any_value(months.source), months.table_name
