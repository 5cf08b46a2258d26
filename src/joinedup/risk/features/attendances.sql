-- Emergency department attendances in the two years before the index date.
with counted as (
    select
        person_id,
        sum(packed) as every,
        coalesce(sum(packed) filter (department_type = '01'), 0) as major,
        coalesce(sum(packed) filter (not admitted), 0) as went_home,
        sum(cost::double) filter (in_year) as cost_year
    from attendances
    join windows on arrived_at::date = on_date
    group by person_id
)
select
    person_id,
    last_30(every) as attendances_30, last_90(every) as attendances_90,
    last_365(every) as attendances_365, last_730(every) as attendances_730,
    last_365(major) as major_attendances_365, last_730(major) as major_attendances_730,
    last_365(went_home) as attendances_home_365, last_730(went_home) as attendances_home_730,
    coalesce(cost_year, 0)::float as attendance_cost_365
from counted
