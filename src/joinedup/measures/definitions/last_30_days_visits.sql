with visits as (
    select deaths.person_id, count(*) as visits
    from deaths
    join contacts on contacts.person_id = deaths.person_id and contacts.attended and contacts.source = 'community'
        and contacts.on_date between deaths.died_on - 29 and deaths.died_on
    group by deaths.person_id
)

select deaths.person_id, deaths.died_on as day, coalesce(visits.visits, 0) as n, 1 as d
from deaths
left join visits using (person_id)
