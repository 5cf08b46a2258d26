-- Requests to the council for support, and its assessments and reviews, in the two years before the index date.
with counted as (
    select
        person_id,
        coalesce(sum(packed) filter (event_type = 'Request'), 0) as requests,
        coalesce(sum(packed) filter (event_type in ('Assessment', 'Review')), 0) as assessments
    from care_events
    join windows on started_on = on_date
    group by person_id
)
select
    person_id,
    last_90(requests) as care_requests_90, last_365(requests) as care_requests_365,
    last_730(requests) as care_requests_730,
    last_365(assessments) as care_assessments_365, last_730(assessments) as care_assessments_730
from counted
