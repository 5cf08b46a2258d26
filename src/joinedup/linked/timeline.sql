-- What happened to one person, newest first.
with happened as (
    select
        'spell' as kind, admitted_on as on_date, discharged_on as until,
        case when emergency then 'Emergency admission' when non_elective then 'Other non-elective admission'
            else 'Planned admission' end as title,
        concat_ws(', ', primary_diagnosis, case when length_of_stay is null then null
            else length_of_stay || case when length_of_stay = 1 then ' night' else ' nights' end end) as detail,
        'acute' as source, provider_code, cost
    from spells where person_id = $person
    union all
    select
        'attendance', cast(arrived_at as date), cast(departed_at as date), 'Emergency department attendance',
        concat_ws(', ', minutes || ' minutes', case when admitted then 'decision to admit' end), 'acute',
        provider_code, cost
    from attendances where person_id = $person
    union all
    select
        'appointment', on_date, null,
        case when first then 'First outpatient appointment' else 'Outpatient appointment' end,
        case when attended then 'attended' else 'not attended' end, 'acute', provider_code, cost
    from appointments where person_id = $person
    union all
    select
        'delay', started_on, ended_on, 'Delayed transfer of care',
        concat_ws(', ', days || case when days = 1 then ' day' else ' days' end, 'reason ' || reason), 'acute',
        provider_code, null
    from delays where person_id = $person
    union all
    select
        'referral', received_on, closed_on,
        case when source = 'community' then 'Referral to community services'
            else 'Referral to mental health services' end,
        concat_ws(', ', 'team ' || team_type), source, provider_code, null
    from referrals where person_id = $person
    union all
    select
        'contact', on_date, null,
        case when source = 'community' then 'Community contact' else 'Mental health contact' end,
        concat_ws(', ', minutes || ' minutes', case when not attended then 'not attended' end), source,
        provider_code, cost
    from contacts where person_id = $person
    union all
    select
        'mental health spell', admitted_on, discharged_on, 'Mental health hospital stay', '', 'mental_health',
        provider_code, cost
    from mental_health_spells where person_id = $person
    union all
    select
        'community stay', admitted_on, discharged_on, 'Community hospital stay', '', 'community', provider_code, cost
    from community_stays where person_id = $person
    union all
    select
        'care package', started_on, ended_on, service_type,
        concat_ws(', ', service_component, case when ended_on is null then 'still open' end), 'social_care',
        council_code, cost
    from care_packages where person_id = $person
    union all
    select
        'care event', started_on, ended_on, 'Council ' || lower(event_type), concat_ws(', ', assessment_type, outcome),
        'social_care', council_code, null
    from care_events where person_id = $person
    union all
    select 'death', died_on, null, 'Died', concat_ws(', ', place, cause), 'deaths', null, null
    from deaths where person_id = $person
)

select kind, on_date, until, coalesce(title, kind), coalesce(detail, ''), source, provider_code, cost
from happened
order by on_date desc, kind
limit $limit
