-- What the costliest people used in their year of crisis, and what the same people used in the year before and after.
-- A year is 365 days; year 0 begins on the crisis date and everyone registered that day is in it. People are chosen
-- twice: by their emergency spending in year 0 itself, which nobody can know beforehand, and by that of the year
-- before, which everybody can. What falls from year 0 to year 1 of itself is regression to the mean, not a saving.
with used as (
    select
        person_id,
        floor((admitted_on - getvariable('index_date')::date) / 365)::integer as year,
        count(*) as admissions,
        sum(cost::double) as cost,
        sum(greatest(coalesce(discharged_on, admitted_on) - admitted_on, 0)) as bed_days
    from spells
    where emergency
      and admitted_on >= getvariable('index_date')::date - 365
      and admitted_on < getvariable('index_date')::date + 730
    group by all
),
ranked as (
    select
        cohort.person_id, date_of_death,
        row_number() over (order by coalesce(now.cost, 0) desc, coalesce(now.admissions, 0) desc, cohort.person_id)
            as place_that_year,
        row_number() over (order by coalesce(was.cost, 0) desc, coalesce(was.admissions, 0) desc, cohort.person_id)
            as place_year_before,
        count(*) over () as everyone
    from cohort
    join persons using (person_id)
    left join used as now on now.person_id = cohort.person_id and now.year = 0
    left join used as was on was.person_id = cohort.person_id and was.year = -1
),
chosen as (
    select 'that year' as chosen_by, cut, person_id, date_of_death
    from ranked, (values (0.005), (0.01), (0.02)) as cuts (cut)
    where place_that_year <= ceil(cut * everyone)
    union all
    select 'the year before', cut, person_id, date_of_death
    from ranked, (values (0.005), (0.01), (0.02)) as cuts (cut)
    where place_year_before <= ceil(cut * everyone)
),
totals as (select year, sum(cost) as cost from used semi join cohort using (person_id) group by year)
select
    chosen_by, cut::double as cut, years.year,
    count(*) as people,
    count(*) filter (date_of_death is null
        or date_of_death >= getvariable('index_date')::date + years.year * 365) as alive_at_start,
    coalesce(sum(used.admissions), 0)::bigint as admissions,
    coalesce(sum(used.cost), 0) as cost,
    coalesce(sum(used.bed_days), 0)::bigint as bed_days,
    coalesce(sum(used.cost), 0) / nullif(any_value(totals.cost), 0) as share_of_emergency_spend
from chosen
cross join (values (-1), (0), (1)) as years (year)
left join used on used.person_id = chosen.person_id and used.year = years.year
left join totals on totals.year = years.year
group by chosen_by, cut, years.year
order by chosen_by, cut, years.year
