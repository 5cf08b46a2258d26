select
    links.person_id,
    stay.hospital_provider_spell_identifier as stay_id,
    stay.provider_code,
    stay.start_date_hospital_provider_spell as admitted_on,
    stay.discharge_date_hospital_provider_spell as discharged_on,
    stay.discharge_ready_date as ready_on,
    cast(
        prices.community_bed_day
        * greatest(
            coalesce(
                stay.discharge_date_hospital_provider_spell, coverage.until_day, stay.start_date_hospital_provider_spell
            ) - stay.start_date_hospital_provider_spell, 1
        ) as decimal(12, 2)
    ) as cost
from csds_spells as stay
join person_links as links
    on links.source = 'community' and links.organisation_code = stay.provider_code
    and links.source_person_id = stay.local_patient_identifier
cross join prices
left join coverage on coverage.source = 'community'
