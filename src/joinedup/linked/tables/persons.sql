-- Details come from the latest registration; for those on no list, from the first source that knows them
-- (hospital, community, mental health, social care, deaths).
with last_period as (
    select register_row, ended_on from register_periods where not moved
    union all
    select register_row, ended_on from register_periods
    where moved
    qualify row_number() over (partition by person_id order by period_number desc) = 1
),

latest as (
    select register.*, last_period.ended_on
    from last_period
    join register_rows as register on register.rowid = last_period.register_row
),

-- Those whom a source knows and no list does: few, so that each source is joined to few.
strangers as (
    select source, organisation_code, source_person_id, person_id
    from person_links
    anti join register_periods using (person_id)
),

elsewhere as (
    select
        links.person_id, 1 as choice, NHS_NO as nhs_number, NHS_NO_STATUS as nhs_number_status,
        FAMILY_NAME as family_name, GIVEN_NAME as given_name, DATE_OF_BIRTH as date_of_birth, GENDER as gender,
        ADDRESS_LINE1 as address_line_1, POSTCODE as postcode, cast(null as date) as died_on,
        cast(null as varchar) as ethnic_category
    from acute_patients as patient
    join strangers as links
        on links.source = 'acute' and links.organisation_code = patient.PROVIDER_CODE
        and links.source_person_id = patient.LOCAL_PATIENT_ID
    union all by name
    select
        links.person_id, 2 as choice, nhs_number, nhs_number_status_indicator as nhs_number_status,
        person_family_name as family_name, person_given_name as given_name, person_birth_date as date_of_birth,
        person_stated_gender as gender, address_line_1, postcode
    from csds_mpi as patient
    join strangers as links
        on links.source = 'community' and links.organisation_code = patient.provider_code
        and links.source_person_id = patient.local_patient_identifier
    union all by name
    select
        links.person_id, 3 as choice, NHSNumber as nhs_number, NHSNumberStatus as nhs_number_status,
        PersonFamilyName as family_name, PersonGivenName as given_name, PersonBirthDate as date_of_birth,
        Gender as gender, AddressLine1 as address_line_1, Postcode as postcode
    from mhsds_mpi as patient
    join strangers as links
        on links.source = 'mental_health' and links.organisation_code = patient.OrgIDProv
        and links.source_person_id = patient.LocalPatientId
    union all by name
    select
        links.person_id, 4 as choice, NHS_Number as nhs_number, Family_Name as family_name, Given_Name as given_name,
        Date_of_Birth as date_of_birth, Gender as gender, Address_Line_1 as address_line_1, Postcode as postcode,
        Date_of_Death as died_on, Ethnicity as ethnic_category
    from cld_clients as client
    join strangers as links
        on links.source = 'social_care' and links.organisation_code = client.LA_Code
        and links.source_person_id = client.LA_Person_Unique_Identifier
    union all by name
    select
        links.person_id, 5 as choice, NHS_NO as nhs_number, FAMILY_NAME as family_name, GIVEN_NAME as given_name,
        DATE_OF_BIRTH as date_of_birth, GENDER as gender, ADDRESS_LINE1 as address_line_1, POSTCODE as postcode,
        DATE_OF_DEATH as died_on
    from deaths
    join strangers as links on links.source = 'deaths' and links.source_person_id = deaths.DEATH_RECORD_ID
),

known as (
    select
        person_id, nhs_number, '01' as nhs_number_status, FAMILY_NAME as family_name,
        GIVEN_NAME as given_name, DATE_OF_BIRTH as date_of_birth, GENDER as gender, ADDRESS_LINE1 as address_line_1,
        postcode_key, POSTCODE as postcode, practice_code, started_on as registered_from,
        ended_on as registered_to, DATE_OF_DEATH as died_on, ETHNIC_CATEGORY as ethnic_category, true as on_register
    from latest
    union all by name
    select
        * exclude (choice), upper(replace(postcode, ' ', '')) as postcode_key, false as on_register
    from elsewhere
    qualify row_number() over (
        partition by person_id
        order by choice, nhs_number, nhs_number_status, family_name, given_name, date_of_birth, address_line_1, postcode,
            gender, died_on, ethnic_category
    ) = 1
)

select
    known.person_id, known.nhs_number, known.nhs_number_status, known.family_name, known.given_name,
    known.date_of_birth, known.gender, known.address_line_1, coalesce(areas.postcode, known.postcode) as postcode,
    areas.lsoa, areas.ward, areas.district, areas.council, areas.imd_decile, known.practice_code, tree.network_code,
    tree.locality_code, known.registered_from, known.registered_to,
    coalesce(died.died_on, known.died_on) as date_of_death, known.ethnic_category, known.on_register
from known
left join areas on areas.postcode_key = known.postcode_key
left join practice_tree as tree on tree.practice_code = known.practice_code
left join linked.deaths as died on died.person_id = known.person_id
