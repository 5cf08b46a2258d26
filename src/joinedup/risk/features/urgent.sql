-- Emergency admissions in the 365 days from the index date, what they cost, and the nights they lasted.
select
    person_id,
    count(*)::integer as admitted,
    sum(cost::double) as cost,
    sum(greatest(coalesce(discharged_on, admitted_on) - admitted_on, 0))::integer as nights
from spells
where emergency
  and admitted_on >= getvariable('index_date')::date
  and admitted_on < getvariable('index_date')::date + 365
group by person_id
