-- What happened in the 365 days from the index date to those who were registered on it. Nobody is dropped for dying or
-- leaving in the year: an emergency admission before that counts, and dying or leaving without one counts as none.
with urgent as (
    select
        person_id,
        count(*) as admitted,
        sum(cost::double) as cost,
        sum(greatest(coalesce(discharged_on, admitted_on) - admitted_on, 0)) as nights
    from spells
    where emergency
      and admitted_on >= getvariable('index_date')::date
      and admitted_on < getvariable('index_date')::date + 365
    group by person_id
),
dead as (select person_id from persons where date_of_death < getvariable('index_date')::date + 365),
still_registered as (
    select distinct person_id
    from registrations
    where started_on < getvariable('index_date')::date + 365
      and (ended_on is null or ended_on >= getvariable('index_date')::date + 365)
)
select
    person_id,
    coalesce(admitted, 0)::integer as admitted,
    coalesce(cost, 0) as cost,
    coalesce(nights, 0)::integer as nights,
    dead.person_id is not null as died,
    still_registered.person_id is null and not died as left_register
from cohort
left join dead using (person_id)
left join urgent using (person_id)
left join still_registered using (person_id)
