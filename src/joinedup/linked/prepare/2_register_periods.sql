-- The register's rows with their person. Where two periods of one person overlap, the later one begins a new period and
-- ends the earlier: nobody is on two lists on one day. A period runs up to, not including, ended_on.
create or replace temp table register_periods as
with dated as (
    select
        links.person_id,
        register.*,
        lead(REGISTRATION_START_DATE) over periods as next_started_on,
        row_number() over periods as period_number
    from gp_register as register
    join person_links as links on links.source = 'gp' and links.source_person_id = register.NHS_NO
    window periods as (partition by links.person_id order by REGISTRATION_START_DATE, GP_PRACTICE_CODE)
)
select
    *,
    REGISTRATION_START_DATE as started_on,
    case
        when REGISTRATION_END_DATE is null then next_started_on
        else least(REGISTRATION_END_DATE, coalesce(next_started_on, REGISTRATION_END_DATE))
    end as ended_on,
    upper(replace(POSTCODE, ' ', '')) as postcode_key
from dated
