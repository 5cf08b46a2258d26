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
cuts as (
    select cut, ceil(cut * (select count(*) from cohort)) as listed from (values (0.005), (0.01), (0.02)) as cuts (cut)
),
spent as (
    select year, person_id, row_number() over (partition by year order by cost desc, admissions desc, person_id) as place
    from used
    semi join cohort using (person_id)
    where year <= 0
),
-- Years in which fewer people used anything than the longest list has room for: the others follow, in order of id.
short as (
    select years.year, count(spent.place) as places
    from (values (-1), (0)) as years (year)
    left join spent using (year)
    group by years.year
    having places < (select max(listed) from cuts)
),
idle as (
    select year, person_id, places + row_number() over (partition by year order by person_id) as place
    from short
    cross join cohort
    anti join spent using (year, person_id)
),
chosen as (
    select case year when 0 then 'that year' else 'the year before' end as chosen_by, cut, person_id, date_of_death
    from (select * from spent union all select * from idle)
    join cuts on place <= listed
    join persons using (person_id)
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
