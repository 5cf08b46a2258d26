-- An event that a later submission repeats counts once, as last told. A service still open that the latest submission of
-- its council no longer holds is closed at the end of the last period that held it (Client Level Data rule).
with submissions as (
    select LA_Code, max(Reporting_Period_End_Date) as latest_period from cld_events group by LA_Code
),

services as (
    select links.person_id, event.*, submissions.latest_period
    from cld_events as event
    join person_links as links
        on links.source = 'social_care' and links.organisation_code = event.LA_Code
        and links.source_person_id = event.LA_Person_Unique_Identifier
    left join submissions on submissions.LA_Code = event.LA_Code
    where event.Event_Type = 'Service' and coalesce(event.Client_Type, 'Service User') = 'Service User'
    qualify row_number() over (
        partition by event.LA_Code, event.LA_Person_Unique_Identifier, event.Event_Start_Date, event.Service_Type,
            event.Service_Component
        order by event.Reporting_Period_End_Date desc nulls last, event.Event_End_Date desc nulls last
    ) = 1
),

closed as (
    select *,
        coalesce(
            Event_End_Date, case when Reporting_Period_End_Date < latest_period then Reporting_Period_End_Date end
        ) as ended_on,
        cast(case
            when lower(Cost_Frequency) like '%hour%' or lower(Cost_Frequency) like '%session%'
                or lower(Cost_Frequency) like '%unit%' then Unit_Cost * coalesce(Planned_Units_Per_Week, 1)
            when lower(Cost_Frequency) like '%day%' or lower(Cost_Frequency) = 'daily' then Unit_Cost * 7
            when lower(Cost_Frequency) like '%month%' then Unit_Cost * 12 / 52
            when lower(Cost_Frequency) like '%year%' or lower(Cost_Frequency) like '%annual%' then Unit_Cost / 52
            when lower(Cost_Frequency) like '%one%off%' then 0
            else Unit_Cost
        end as decimal(12, 2)) as weekly_cost
    from services
)

select
    closed.person_id,
    closed.LA_Code || ':' || substr(md5(concat_ws('|', closed.LA_Person_Unique_Identifier, closed.Event_Start_Date,
        closed.Service_Type, closed.Service_Component)), 1, 16) as package_id,
    closed.LA_Code as council_code,
    closed.Service_Type as service_type,
    closed.Service_Component as service_component,
    closed.Primary_Support_Reason as support_reason,
    closed.Event_Start_Date as started_on,
    closed.ended_on,
    closed.weekly_cost,
    cast(
        case when lower(closed.Cost_Frequency) like '%one%off%' then closed.Unit_Cost
        else closed.weekly_cost * (
            greatest(coalesce(closed.ended_on, coverage.until_day, closed.Event_Start_Date)
            - closed.Event_Start_Date + 1, 0)
        ) / 7 end as decimal(12, 2)
    ) as cost
from closed
left join coverage on coverage.source = 'social_care'
