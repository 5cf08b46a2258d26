-- When each person was on which practice's list, in days before the last index date. A list runs up to, not including,
-- the day it ended; one that has not ended does so long after. practices numbers the practices.
select
    person_id,
    (getvariable('index_date')::date - started_on)::integer as started,
    coalesce(getvariable('index_date')::date - ended_on, -2000000000)::integer as ended,
    coalesce(list_position(getvariable('practices'), practice_code) - 1, -1)::integer as practice
from registrations
where started_on is not null
