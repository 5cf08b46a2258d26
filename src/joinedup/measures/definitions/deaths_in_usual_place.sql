select person_id, died_on as day, case when place in ('Home', 'Care home') then 1 else 0 end as n, 1 as d
from deaths
where place is not null
