-- Everyone old enough and on a list on the day the scheme began: what they were like in the time kept for matching, and how
-- many days they were there before and after. Nobody is chosen by what happened in the time that is compared.
create or replace temp table scheme_people as
with listed as (
    select whereabouts.person_id, places.practice_code, places.imd_decile, whereabouts.registered_to
    from whereabouts
    join places using (place_id)
    where whereabouts.registered_from <= $starts and whereabouts.registered_to > $starts
        and whereabouts.started_on <= $starts and whereabouts.ended_on > $starts
),

known_conditions as (
    select person_id, count(*) as conditions from conditions where diagnosed_on < $before group by person_id
),

earlier_spells as (
    select person_id, count(*) as spells from spells
    where emergency and admitted_on >= $matching and admitted_on < $before
    group by person_id
),

earlier_visits as (
    select person_id, count(*) as visits from attendances
    where arrived_at >= $matching and arrived_at < $before
    group by person_id
)

select listed.person_id, listed.practice_code,
    date_diff('day', persons.date_of_birth, $starts) / 365.25 as age,
    case persons.gender when '2' then 1.0 else 0.0 end as female,
    coalesce(listed.imd_decile, 5.5) as imd_decile,
    ln(1 + coalesce(known_conditions.conditions, 0)) as conditions,
    ln(1 + coalesce(earlier_spells.spells, 0)) as earlier_spells,
    ln(1 + coalesce(earlier_visits.visits, 0)) as earlier_visits,
    $starts - $before as days_before,
    least(listed.registered_to, $ends) - $starts as days_after
from listed
join persons using (person_id)
left join known_conditions using (person_id)
left join earlier_spells using (person_id)
left join earlier_visits using (person_id)
where persons.date_of_birth + to_years($age) <= $starts
