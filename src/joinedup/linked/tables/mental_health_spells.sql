select
    links.person_id,
    stay.UniqHospProvSpellID as spell_id,
    stay.OrgIDProv as provider_code,
    stay.StartDateHospProvSpell as admitted_on,
    stay.DischDateHospProvSpell as discharged_on,
    cast(
        prices.mental_health_bed_day
        * greatest(
            coalesce(stay.DischDateHospProvSpell, coverage.until_day, stay.StartDateHospProvSpell)
            - stay.StartDateHospProvSpell, 1
        ) as decimal(12, 2)
    ) as cost
from mhsds_spells as stay
join person_links as links
    on links.source = 'mental_health' and links.organisation_code = stay.OrgIDProv
    and links.source_person_id = stay.LocalPatientId
cross join prices
left join coverage on coverage.source = 'mental_health'
