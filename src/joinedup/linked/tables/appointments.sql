select
    links.person_id,
    visit.Provider_Code as provider_code,
    visit.Appointment_Date as on_date,
    coalesce(visit.Attendance_Status in ('5', '6'), false) as attended,
    coalesce(visit.First_Attendance in ('1', '3'), false) as first,
    visit.Treatment_Function_Code as treatment_function,
    case
        when visit.Attendance_Status not in ('5', '6') or visit.Attendance_Status is null then prices.nothing
        when visit.First_Attendance in ('1', '3') then prices.appointment_first
        else prices.appointment_follow_up
    end as cost
from opa_appointments as visit
join person_links as links
    on links.source = 'acute' and links.organisation_code = visit.Provider_Code
    and links.source_person_id = visit.Local_Patient_ID
cross join prices
