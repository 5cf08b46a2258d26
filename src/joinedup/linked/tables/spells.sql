-- Most stays are one episode and pass straight through; only the others are put together.
with several as (
    select Provider_Code, APCS_Ident from apc_episodes group by all having count(*) > 1
),

known as (
    select links.person_id, episodes.*
    from apc_episodes as episodes
    join person_links as links
        on links.source = 'acute' and links.organisation_code = episodes.Provider_Code
        and links.source_person_id = episodes.Local_Patient_ID
),

stays as (
    select
        person_id, APCS_Ident as spell_id, Provider_Code as provider_code, GP_Practice_Code as practice_code,
        Admission_Date as admitted_on, Discharge_Date as discharged_on, Admission_Method as admission_method,
        Discharge_Method as discharge_method, Discharge_Destination as discharge_destination,
        Discharge_Ready_Date as ready_on, Treatment_Function_Code as treatment_function,
        Der_Primary_Diagnosis_Code as primary_diagnosis, Der_Diagnosis_All as diagnoses,
        Der_Procedure_All as procedures, Der_Management_Type as management_type, 1 as episodes
    from known
    anti join several using (Provider_Code, APCS_Ident)
    union all
    select
        arg_min(person_id, Episode_Number), APCS_Ident, Provider_Code, arg_min(GP_Practice_Code, Episode_Number),
        min(Admission_Date), max(Discharge_Date), arg_min(Admission_Method, Episode_Number),
        arg_max(Discharge_Method, Episode_Number), arg_max(Discharge_Destination, Episode_Number),
        max(Discharge_Ready_Date), arg_min(Treatment_Function_Code, Episode_Number),
        arg_min(Der_Primary_Diagnosis_Code, Episode_Number),
        string_agg(Der_Diagnosis_All, '|' order by Episode_Number),
        string_agg(Der_Procedure_All, '|' order by Episode_Number),
        arg_min(Der_Management_Type, Episode_Number), cast(count(*) as integer)
    from known
    semi join several using (Provider_Code, APCS_Ident)
    group by Provider_Code, APCS_Ident
),

judged as (
    select *,
        starts_with(admission_method, '2') as emergency,
        admission_method not in ('11', '12', '13') as non_elective,
        case when discharged_on >= admitted_on then discharged_on - admitted_on end as nights
    from stays
)

select
    person_id, spell_id, provider_code, practice_code, admitted_on, discharged_on, admission_method,
    coalesce(emergency, false) as emergency,
    coalesce(non_elective, false) as non_elective,
    treatment_function is null or treatment_function not in (select code from not_general_and_acute)
        as general_and_acute,
    discharge_method, discharge_destination, ready_on, treatment_function, primary_diagnosis, diagnoses, procedures,
    episodes, cast(nights as integer) as length_of_stay,
    cast(
        case
            when emergency then prices.emergency_spell
            when non_elective then prices.other_non_elective_spell
            when management_type in ('DC', 'RDA', 'RNA') or coalesce(nights, 0) = 0 then prices.day_case
            else prices.elective_spell
        end
        + prices.excess_bed_day * greatest(coalesce(nights, 0) - prices.trim_point_days, 0)
        as decimal(12, 2)
    ) as cost
from judged
cross join prices
