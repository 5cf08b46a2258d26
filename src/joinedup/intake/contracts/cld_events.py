"""Council care events: one row for each request, assessment, service or review of one client."""

from joinedup.intake.contract import Contract, Kind, activity, administrative, identifier, in_order, sensitive
from joinedup.intake.contracts.code_lists import CLD_CLIENT_TYPE, CLD_EVENT_TYPE, CLD_SERVICE_TYPE

CONTRACT = Contract(
    table="cld_events",
    source="social_care",
    title="Council care events",
    grain="One row for each request, assessment, service or review of one client",
    standard="Adult Social Care Client Level Data",
    key=(
        "LA_Code",
        "LA_Person_Unique_Identifier",
        "Event_Type",
        "Event_Start_Date",
        "Service_Type",
        "Service_Component",
        "Assessment_Type",
        "Request_Route_of_Access",
        "Client_Type",
    ),
    person_key=("LA_Code", "LA_Person_Unique_Identifier"),
    period_column="Event_Start_Date",
    every_months=5,  # a quarter, told by the end of the next but one month, and what began late in it
    replaces=("LA_Code", "Reporting_Period_Start_Date", "Reporting_Period_End_Date"),
    columns=(
        administrative("LA_Code", Kind.CODE, required=True),
        identifier("LA_Person_Unique_Identifier", required=True),
        administrative("Reporting_Period_Start_Date", Kind.DATE),
        administrative("Reporting_Period_End_Date", Kind.DATE, future=True),
        activity("Client_Type", Kind.CODE, codes=CLD_CLIENT_TYPE),
        sensitive("Primary_Support_Reason", Kind.CODE),
        sensitive("Accommodation_Status", Kind.CODE),
        activity("Event_Type", Kind.CODE, required=True, codes=CLD_EVENT_TYPE),
        activity("Event_Start_Date", Kind.DATE, required=True),
        activity("Event_End_Date", Kind.DATE, future=True, open_ended=True),
        activity("Event_Outcome", Kind.CODE),
        activity("Request_Route_of_Access", Kind.CODE),
        activity("Assessment_Type", Kind.CODE),
        activity(
            "Service_Type",
            Kind.CODE,
            codes=CLD_SERVICE_TYPE,
            disables="care-home admissions, reablement and care packages",
        ),
        activity("Service_Component", Kind.CODE),
        activity("Delivery_Mechanism", Kind.CODE),
        administrative(
            "Unit_Cost", Kind.DECIMAL, minimum=0, maximum=20000, lenient=True, disables="the cost of social care"
        ),
        administrative("Cost_Frequency", Kind.CODE),
        activity("Planned_Units_Per_Week", Kind.DECIMAL, minimum=0, maximum=168, lenient=True),
        activity("Review_Reason", Kind.CODE),
    ),
    rules=(in_order("Event_Start_Date", "Event_End_Date", "ends before it starts"),),
    disables="care-home admissions, reablement and the cost of social care",
)
