select person_id, admitted_on as day, 1 as n, null as d
from spells
where emergency and length_of_stay < 2
