with received as (
    select
        links.person_id, unique_service_request_identifier as referral_id, 'community' as source,
        referral.provider_code, referral_request_received_date as received_on,
        primary_reason_for_referral_community_care as reason, team_type_code as team_type,
        service_discharge_date as closed_on
    from csds_referrals as referral
    join person_links as links
        on links.source = 'community' and links.organisation_code = referral.provider_code
        and links.source_person_id = referral.local_patient_identifier
    union all
    select
        links.person_id, UniqServReqID, 'mental_health', OrgIDProv, ReferralRequestReceivedDate, PrimReasonReferralMH,
        ServTeamTypeRefToMH, ServDischDate
    from mhsds_referrals as referral
    join person_links as links
        on links.source = 'mental_health' and links.organisation_code = referral.OrgIDProv
        and links.source_person_id = referral.LocalPatientId
)

select * from received
