select person_id, cast(arrived_at as date) as day, case when minutes < 240 then 1 else 0 end as n, 1 as d
from attendances
where minutes is not null
