-- What a person counts as, in numbers: sex, ethnic group; and the list on 1 October of each financial year, by age, sex,
-- fifth of deprivation (1 is the most deprived) and ethnic group. 0 is not known.
create or replace temp table labels (dimension varchar, code integer, category varchar);
insert into labels
select 'age band', band, case band when 18 then '90+' else printf('%02d-%02d', band * 5, band * 5 + 4) end
from (select unnest(range(0, 19)) as band)
union all
values ('sex', 0, 'not known'), ('sex', 1, 'male'), ('sex', 2, 'female'), ('ethnic group', 0, 'Not known'),
    ('ethnic group', 1, 'White'), ('ethnic group', 2, 'Mixed'), ('ethnic group', 3, 'Asian'),
    ('ethnic group', 4, 'Black'), ('ethnic group', 5, 'Other'), ('deprivation fifth', 0, 'Not known'),
    ('deprivation fifth', 1, '1'), ('deprivation fifth', 2, '2'), ('deprivation fifth', 3, '3'),
    ('deprivation fifth', 4, '4'), ('deprivation fifth', 5, '5');

create or replace temp table traits as
select person_id, cast(year(date_of_birth) * 10000 + month(date_of_birth) * 100 + day(date_of_birth) as integer) as born,
    cast(case gender when '1' then 1 when '2' then 2 else 0 end as tinyint) as sex,
    cast(case
        when ethnic_category in ('A', 'B', 'C') then 1
        when ethnic_category in ('D', 'E', 'F', 'G') then 2
        when ethnic_category in ('H', 'J', 'K', 'L') then 3
        when ethnic_category in ('M', 'N', 'P') then 4
        when ethnic_category in ('R', 'S') then 5
        else 0
    end as tinyint) as ethnic
from persons;

create or replace temp table list_profiles as
with octobers as (
    select distinct starts, make_date(financial_year, 10, 1) as day, financial_year * 10000 + 1001 as number
    from periods where period_kind = 'year'
)

select octobers.starts, place_units.practice_unit as unit, (octobers.number - traits.born) // 10000 as age,
    traits.sex, place_units.fifth, traits.ethnic, count(*) as people
from octobers
join whereabouts on whereabouts.registered_from <= octobers.day and whereabouts.registered_to > octobers.day
join traits on traits.person_id = whereabouts.person_id
join place_units on place_units.place_id = whereabouts.place_id
where place_units.practice_unit is not null
group by all
