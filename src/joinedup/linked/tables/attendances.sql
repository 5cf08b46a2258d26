select
    links.person_id,
    visit.EC_Ident as attendance_id,
    visit.Der_Provider_Code as provider_code,
    visit.EC_Department_Type as department_type,
    visit.Der_EC_Arrival_Date_Time as arrived_at,
    visit.Der_EC_Departure_Date_Time as departed_at,
    case
        when visit.Der_EC_Departure_Date_Time >= visit.Der_EC_Arrival_Date_Time then cast(
            (epoch(visit.Der_EC_Departure_Date_Time) - epoch(visit.Der_EC_Arrival_Date_Time)) / 60 as integer
        )
    end as minutes,
    visit.EC_Decision_To_Admit_Time_Since_Arrival is not null as admitted,
    case
        when visit.EC_Department_Type = '01' then prices.attendance_major else prices.attendance_other
    end as cost
from ecds_attendances as visit
join person_links as links
    on links.source = 'acute' and links.organisation_code = visit.Der_Provider_Code
    and links.source_person_id = visit.Local_Patient_ID
cross join prices
