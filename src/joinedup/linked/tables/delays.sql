-- Days run from 00:01 of the first to 24:00 of the last (monthly situation report), so both ends count. Where two rows of
-- one stay share a day, the earlier row keeps it. A delay without an end ends with its stay or
-- its person's life; while both go on, it runs to the last day the source speaks of.
with told as (
    select
        links.person_id, 'acute' as source, delay.APCS_Ident as spell_id, delay.Provider_Code as provider_code,
        delay.Delay_Start_Date as told_start, delay.Delay_End_Date as told_end, stay.discharged_on as left_on,
        delay.Delay_Reason_Code as reason, delay.Attributable_Organisation as attributable
    from acute_delays as delay
    join person_links as links
        on links.source = 'acute' and links.organisation_code = delay.Provider_Code
        and links.source_person_id = delay.Local_Patient_ID
    left join linked.spells as stay on stay.provider_code = delay.Provider_Code and stay.spell_id = delay.APCS_Ident
    union all
    select
        links.person_id, 'mental_health', delay.UniqHospProvSpellID, delay.OrgIDProv, delay.StartDateDelayDisch,
        delay.EndDateDelayDisch, stay.discharged_on, delay.DelayDischReason,
        case delay.AttribToIndic when '04' then 'NHS' when '05' then 'SOCIAL' when '06' then 'BOTH'
            when '07' then 'HOUSING' end
    from mhsds_delays as delay
    join person_links as links
        on links.source = 'mental_health' and links.organisation_code = delay.OrgIDProv
        and links.source_person_id = delay.LocalPatientId
    left join linked.mental_health_spells as stay
        on stay.provider_code = delay.OrgIDProv and stay.spell_id = delay.UniqHospProvSpellID
),

ended as (
    select told.* exclude (told_end, left_on),
        greatest(
            coalesce(told_end, least(left_on, persons.date_of_death), coverage.until_day, told_start), told_start
        ) as told_end
    from told
    left join linked.persons as persons using (person_id)
    left join coverage on coverage.source = told.source
),

apart as (
    select *,
        greatest(
            told_start,
            coalesce(max(told_end) over (
                partition by source, provider_code, spell_id order by told_start, told_end
                rows between unbounded preceding and 1 preceding
            ) + 1, told_start)
        ) as first_day
    from ended
)

select
    person_id, source, spell_id, provider_code,
    case when first_day <= told_end then first_day else told_start end as started_on,
    told_end as ended_on,
    cast(greatest(told_end - first_day + 1, 0) as integer) as days,
    reason, attributable
from apart
