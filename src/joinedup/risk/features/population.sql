-- One row for each person registered with a practice and alive on the index date, and what was known of them then.
-- Two registrations on one day: the later one. Deprivation is that of the present address.
with registered as (
    select person_id, arg_max(practice_code, started_on) as practice_code
    from registrations
    where started_on < getvariable('index_date')::date
      and (ended_on is null or ended_on >= getvariable('index_date')::date)
    group by person_id
)
select
    person_id,
    practice_code,
    coalesce(date_sub('year', date_of_birth, getvariable('index_date')::date), -1)::smallint as age,
    (gender is not distinct from '1')::utinyint as male,
    coalesce(imd_decile, 0)::utinyint as imd_decile,
    coalesce(ethnic_category, 'Z') as ethnic_category
from persons
join registered using (person_id)
where on_register
  and (date_of_birth is null or date_of_birth < getvariable('index_date')::date)
  and (date_of_death is null or date_of_death >= getvariable('index_date')::date)
