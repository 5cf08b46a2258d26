select person_id, arrived_at as day, 1 as n, null as d
from attendances
