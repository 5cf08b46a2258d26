select person_id, admitted_on as day, 1 as n, null as d
from spells
where non_elective and general_and_acute
