-- What a person counts as: five-year age band on the day, sex, fifth of deprivation (1 is the most deprived) and ethnic
-- group. The list is profiled on 1 October of each financial year.
create or replace temp table bands as
select age, case
    when age >= 90 then '90+'
    else printf('%02d-%02d', age // 5 * 5, age // 5 * 5 + 4)
end as age_band
from (select unnest(range(0, 131)) as age);

create or replace temp view traits as
select person_id, year(date_of_birth) * 10000 + month(date_of_birth) * 100 + day(date_of_birth) as born,
    case gender when '1' then 'male' when '2' then 'female' else 'not known' end as sex,
    case
        when ethnic_category in ('A', 'B', 'C') then 'White'
        when ethnic_category in ('D', 'E', 'F', 'G') then 'Mixed'
        when ethnic_category in ('H', 'J', 'K', 'L') then 'Asian'
        when ethnic_category in ('M', 'N', 'P') then 'Black'
        when ethnic_category in ('R', 'S') then 'Other'
        else 'Not known'
    end as ethnic_group
from persons;

create or replace temp table list_profiles as
with octobers as (
    select distinct starts, counted, period_start, period_end, financial_year,
        make_date(financial_year, 10, 1) as day
    from periods where period_kind = 'year'
)

select octobers.starts, place_units.practice_unit as unit,
    (octobers.financial_year * 10000 + 1001 - traits.born) // 10000 as age,
    traits.sex, coalesce(cast((places.imd_decile + 1) // 2 as varchar), 'Not known') as fifth, traits.ethnic_group,
    count(*) as people
from octobers
join whereabouts
    on whereabouts.registered_from <= octobers.day and whereabouts.registered_to > octobers.day
    and whereabouts.started_on <= octobers.day and whereabouts.ended_on > octobers.day
join traits using (person_id)
join places using (place_id)
join place_units using (place_id)
where place_units.practice_unit is not null
group by all
