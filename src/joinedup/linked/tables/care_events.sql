select distinct
    links.person_id, event.LA_Code as council_code, event.Event_Type as event_type,
    event.Event_Start_Date as started_on, event.Event_End_Date as ended_on, event.Event_Outcome as outcome,
    event.Request_Route_of_Access as route, event.Assessment_Type as assessment_type
from cld_events as event
join person_links as links
    on links.source = 'social_care' and links.organisation_code = event.LA_Code
    and links.source_person_id = event.LA_Person_Unique_Identifier
where event.Event_Type <> 'Service'
