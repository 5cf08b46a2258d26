-- Days run from 00:01 of the first to 24:00 of the last (monthly situation report), so both ends count. Where two rows of
-- one stay share a day, the earlier row keeps it. A delay without an end runs to the last day the source speaks of.
with told as (
    select
        links.person_id, delay.APCS_Ident as spell_id, delay.Provider_Code as provider_code,
        delay.Delay_Start_Date as told_start,
        coalesce(delay.Delay_End_Date, coverage.until_day, delay.Delay_Start_Date) as told_end,
        delay.Delay_Reason_Code as reason, delay.Attributable_Organisation as attributable
    from acute_delays as delay
    join person_links as links
        on links.source = 'acute' and links.organisation_code = delay.Provider_Code
        and links.source_person_id = delay.Local_Patient_ID
    left join coverage on coverage.source = 'acute'
),

apart as (
    select *,
        greatest(
            told_start,
            coalesce(max(told_end) over (
                partition by provider_code, spell_id order by told_start, told_end
                rows between unbounded preceding and 1 preceding
            ) + 1, told_start)
        ) as first_day
    from told
)

select
    person_id, spell_id, provider_code,
    case when first_day <= told_end then first_day else told_start end as started_on,
    told_end as ended_on,
    cast(greatest(told_end - first_day + 1, 0) as integer) as days,
    reason, attributable
from apart
