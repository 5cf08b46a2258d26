with community as (
    select
        links.person_id, 'community' as source, contact.provider_code, referral.team_type_code as team_type,
        contact.care_contact_date as on_date,
        coalesce(contact.attendance_status in ('5', '6'), false) as attended,
        cast(contact.care_contact_duration as integer) as minutes, contact.activity_location_type_code as place,
        case when contact.attendance_status in ('5', '6') then prices.community_contact else prices.nothing end as cost
    from csds_contacts as contact
    join person_links as links
        on links.source = 'community' and links.organisation_code = contact.provider_code
        and links.source_person_id = contact.local_patient_identifier
    left join csds_referrals as referral
        on referral.unique_service_request_identifier = contact.unique_service_request_identifier
    cross join prices
),

mental_health as (
    select
        links.person_id, 'mental_health', contact.OrgIDProv, referral.ServTeamTypeRefToMH, contact.CareContDate,
        coalesce(contact.AttendOrDNACode in ('5', '6'), false),
        cast(null as integer), cast(null as varchar),
        case when contact.AttendOrDNACode in ('5', '6') then prices.mental_health_contact else prices.nothing end
    from mhsds_contacts as contact
    join person_links as links
        on links.source = 'mental_health' and links.organisation_code = contact.OrgIDProv
        and links.source_person_id = contact.LocalPatientId
    left join mhsds_referrals as referral on referral.UniqServReqID = contact.UniqServReqID
    cross join prices
)

select * from community
union all
select * from mental_health
