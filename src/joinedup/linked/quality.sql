-- For each extract and month: rows that arrived, rows that found their person, and rows whose dates contradict others.
-- (The rows of linked_months come from the linked tables; a month absent here is a month in which nothing arrived.)
select
    arrived.source,
    arrived.table_name,
    arrived.period,
    arrived.rows,
    coalesce(linked_months.with_person, 0) as with_person,
    coalesce(linked_months.after_death, 0) as after_death,
    coalesce(linked_months.before_birth, 0) as before_birth,
    coalesce(linked_months.ends_before_start, 0) as ends_before_start,
    coalesce(linked_months.not_on_register, 0) as not_on_register,
    arrived.future,
    arrived.last_day
from extract_months as arrived
left join linked_months
    on linked_months.table_name = arrived.table_name and linked_months.period = arrived.period
