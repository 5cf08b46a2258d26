"""The short code lists that contracts name. Each says its edition; long ones (ICD-10, OPCS-4) are judged by shape."""

from joinedup.intake.contract import CodeList

GENDER = CodeList(
    "Person stated gender code",
    "NHS Data Dictionary, read 2026-11",
    {"1": "Male", "2": "Female", "9": "Indeterminate", "X": "Not known", "0": "Not known (older extracts)"},
)
NHS_NUMBER_STATUS = CodeList(
    "NHS Number status indicator code",
    "NHS Data Dictionary, from memory",
    {
        "01": "Present and verified",
        "02": "Present, not traced",
        "03": "Trace required",
        "04": "Trace attempted, no or multiple match",
        "05": "Trace needs to be resolved",
        "06": "Trace in progress",
        "07": "Not present, trace not required",
        "08": "Trace postponed (baby under six weeks old)",
    },
    verified=False,
)
ADMISSION_METHOD = CodeList(
    "Method of admission",
    "NHS Data Dictionary, read 2026-11",
    {
        "11": "Elective: waiting list",
        "12": "Elective: booked",
        "13": "Elective: planned",
        "21": "Emergency: emergency department",
        "22": "Emergency: general practitioner",
        "23": "Emergency: bed bureau",
        "24": "Emergency: consultant clinic",
        "25": "Emergency: mental health crisis team",
        "2A": "Emergency: another provider's emergency department",
        "2B": "Emergency: transfer of an admitted patient",
        "2C": "Emergency: baby born at home as intended",
        "2D": "Emergency: other",
        "28": "Emergency: other means (older extracts)",
        "31": "Maternity: before delivery",
        "32": "Maternity: after delivery",
        "82": "Birth in this provider",
        "83": "Birth outside this provider",
        "81": "Transfer, not an emergency",
    },
)
DISCHARGE_METHOD = CodeList(
    "Method of discharge",
    "NHS Data Dictionary, read 2026-11",
    {
        "1": "On clinical advice",
        "2": "Self or by a relative",
        "3": "By a tribunal or court",
        "4": "Died",
        "5": "Stillbirth",
        "8": "Not applicable: still in hospital",
        "9": "Not known",
    },
)
DISCHARGE_DESTINATION = CodeList(
    "Discharge destination",
    "NHS Data Dictionary, read 2026-11",
    {
        "19": "Usual place of residence",
        "29": "Temporary place of residence",
        "51": "NHS provider: general ward",
        "52": "NHS provider: maternity ward",
        "53": "NHS provider: mental health or learning disability ward",
        "54": "NHS-run care home",
        "65": "Council accommodation with care",
        "79": "Not applicable: died or stillbirth",
        "85": "Care home, not NHS",
        "87": "Independent hospital",
        "88": "Hospice, not NHS",
        "98": "Not applicable: still in hospital",
        "99": "Not known",
    },
)
ATTENDANCE_STATUS = CodeList(
    "Attended or did not attend",
    "NHS Data Dictionary, read 2026-11",
    {
        "5": "Attended on time",
        "6": "Attended late, seen",
        "7": "Attended late, not seen",
        "2": "Cancelled by the patient",
        "3": "Did not attend",
        "4": "Cancelled by the provider",
        "0": "In the future",
    },
)
MANAGEMENT_TYPE = CodeList(
    "Derived management type of a spell",
    "SUS derivation, read 2026-11",
    {
        "EM": "Emergency",
        "NE": "Other non-elective",
        "EL": "Elective overnight",
        "DC": "Day case",
        "RDA": "Regular day attender",
        "RNA": "Regular night attender",
    },
)
DEPARTMENT_TYPE = CodeList(
    "Emergency care department type",
    "Emergency Care Data Set, read 2026-11",
    {
        "01": "Major",
        "02": "Single specialty",
        "03": "Minor injuries or walk-in",
        "04": "NHS walk-in centre",
        "05": "Same day emergency care",
    },
)
CONTACT_PLACE = CodeList(
    "Activity location type code",
    "Community Services Data Set, from memory",
    {
        "A01": "Person's home",
        "A02": "Carer's home",
        "B01": "Health centre",
        "C01": "Hospital",
        "D01": "Care home",
        "X01": "Other",
    },
    verified=False,
)
DELAY_REASON = CodeList(
    "Reason for a delayed transfer of care",
    "Monthly situation report 2010 to 2020, read 2026-11",
    {
        "A": "Completion of assessment",
        "B": "Public funding",
        "C": "Further non-acute NHS care",
        "DI": "Residential home",
        "DII": "Nursing home",
        "E": "Care package in own home",
        "F": "Community equipment or adaptations",
        "G": "Patient or family choice",
        "H": "Disputes",
        "I": "Housing (not covered by NHS and Community Care Act)",
        "O": "Other",
    },
)
ATTRIBUTABLE = CodeList(
    "Organisation a delay is attributed to",
    "Monthly situation report 2010 to 2020, read 2026-11",
    {"NHS": "NHS", "SOCIAL": "Social care", "BOTH": "Both"},
)
MENTAL_HEALTH_DELAY_REASON = CodeList(
    "Delayed discharge reason, mental health",
    "Mental Health Services Data Set, read 2026-11 in part, from memory in part",
    {
        "A2": "Awaiting a care coordinator",
        "B1": "Public funding",
        "C1": "Further non-acute NHS care",
        "D1": "Care home without nursing",
        "D2": "Care home with nursing",
        "E1": "Care package in own home",
        "F2": "Equipment, telecare or adaptations",
        "G2": "Choice: care home without nursing",
        "G3": "Choice: care home with nursing",
        "G4": "Choice: care package in own home",
        "G5": "Choice: equipment, telecare or adaptations",
        "G6": "Choice: NHS care elsewhere",
        "G7": "Choice: supported accommodation",
        "G8": "Choice: general needs housing",
        "H1": "Disputes",
        "I2": "Supported accommodation",
        "I3": "Emergency accommodation",
        "J2": "General needs housing",
        "K2": "Child or family support",
        "L1": "Legal requirements: Court of Protection",
        "M1": "Ministry of Justice",
        "N1": "Outpatient treatment not arranged",
        "O": "Other",
    },
    verified=False,
)
MENTAL_HEALTH_ATTRIBUTABLE = CodeList(
    "Delayed discharge attributable to",
    "Mental Health Services Data Set, read 2026-11",
    {"04": "NHS", "05": "Social care", "06": "Both", "07": "Housing"},
)
BED_KIND = CodeList(
    "Kind of bed",
    "JoinedUp",
    {"acute": "General and acute", "community": "Community hospital", "mental health": "Mental health"},
)
CLD_EVENT_TYPE = CodeList(
    "Event type",
    "Adult Social Care Client Level Data, release 1, from memory",
    {"Request": "Request", "Assessment": "Assessment", "Service": "Service", "Review": "Review"},
    verified=False,
)
CLD_CLIENT_TYPE = CodeList(
    "Client type",
    "Adult Social Care Client Level Data, release 1, from memory",
    {"Service User": "Service user", "Carer": "Carer", "Carer known by association": "Carer known by association"},
    verified=False,
)
CLD_SERVICE_TYPE = CodeList(
    "Service type",
    "Adult Social Care Client Level Data, release 1, from memory",
    {
        "Long Term Support: Residential Care": "Permanent place in a residential home",
        "Long Term Support: Nursing Care": "Permanent place in a nursing home",
        "Long Term Support: Community": "Long-term support in the community",
        "Long Term Support: Prison": "Long-term support in prison",
        "Short Term Support: ST-Max": "Reablement: short-term support to maximise independence",
        "Short Term Support: Ongoing Low Level": "Ongoing low-level support",
        "Short Term Support: Other Short Term": "Other short-term support",
        "Carer Support: Direct to Carer": "Support direct to the carer",
        "Carer Support: Support involving the person cared-for": "Support to the carer through the person cared for",
    },
    verified=False,
)
PLACE_OF_DEATH = CodeList(
    "Place of death",
    "Civil registration of deaths, grouped here",
    {
        "Home": "Own home",
        "Hospital": "Hospital",
        "Care home": "Care home",
        "Hospice": "Hospice",
        "Elsewhere": "Elsewhere",
    },
)
ETHNIC_CATEGORY = CodeList(
    "Ethnic category code 2001",
    "NHS Data Dictionary, read 2026-11",
    {
        "A": "White British",
        "B": "White Irish",
        "C": "Any other White background",
        "D": "White and Black Caribbean",
        "E": "White and Black African",
        "F": "White and Asian",
        "G": "Any other mixed background",
        "H": "Indian",
        "J": "Pakistani",
        "K": "Bangladeshi",
        "L": "Any other Asian background",
        "M": "Caribbean",
        "N": "African",
        "P": "Any other Black background",
        "R": "Chinese",
        "S": "Any other ethnic group",
        "Z": "Not stated",
        "99": "Not known",
    },
)
ORGANISATION_ROLE = CodeList(
    "Role of an organisation",
    "JoinedUp, after the Organisation Data Service",
    {
        "practice": "GP practice",
        "network": "Primary care network",
        "locality": "Locality",
        "icb": "Integrated care board (once a clinical commissioning group)",
        "council": "Council with adult social services",
        "district": "District council",
        "ward": "Electoral ward",
        "neighbourhood": "Group of small areas",
        "acute": "Acute trust",
        "community": "Community trust",
        "mental health": "Mental health trust",
        "voluntary": "Voluntary organisation",
        "care home": "Care home",
    },
)
