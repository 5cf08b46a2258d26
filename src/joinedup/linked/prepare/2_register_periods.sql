-- The register's periods with their person. Where two periods of one person overlap, the later one begins a new period and
-- ends the earlier: nobody is on two lists on one day. A period runs up to, not including, ended_on.
-- Most people have one period, so only the others are put in order. What a list says of a person besides stays in
-- register_rows and is found by register_row.
create or replace table register_rows as
select
    links.person_id, register.NHS_NO as nhs_number, register.GP_PRACTICE_CODE as practice_code,
    register.REGISTRATION_START_DATE as started_on, register.REGISTRATION_END_DATE as told_end,
    upper(replace(register.POSTCODE, ' ', '')) as postcode_key,
    register.FAMILY_NAME, register.GIVEN_NAME, register.DATE_OF_BIRTH, register.GENDER, register.ADDRESS_LINE1,
    register.POSTCODE, register.DATE_OF_DEATH, register.ETHNIC_CATEGORY
from gp_register as register
join person_links as links on links.source = 'gp' and links.source_person_id = register.NHS_NO;

create or replace table register_movers as
select person_id from register_rows group by person_id having count(*) > 1;

create or replace table register_periods as
with ordered as (
    select
        person_id, practice_code, started_on, told_end, postcode_key, rowid as register_row,
        lead(started_on) over periods as next_started_on,
        row_number() over periods as period_number
    from register_rows
    semi join register_movers using (person_id)
    window periods as (partition by person_id order by started_on, practice_code)
)

select *,
    case
        when told_end is null then next_started_on
        else least(told_end, coalesce(next_started_on, told_end))
    end as ended_on,
    true as moved
from ordered
union all
select
    person_id, practice_code, started_on, told_end, postcode_key, rowid, cast(null as date), 1, told_end, false
from register_rows
anti join register_movers using (person_id)
