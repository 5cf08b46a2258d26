select person_id, cast(arrived_at as date) as day, 1 as n, null as d
from attendances
