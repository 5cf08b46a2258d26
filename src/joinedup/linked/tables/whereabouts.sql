-- The first row of a person reaches back to the beginning of time and the last one forward, so that an event before the
-- first registration or after the last still has a home; registered_from and registered_to say when they were listed.
-- Whoever dies on a list is on it through the day of death, also where the register ended the registration that day.
with rows_ as (
    select
        person_id,
        case when period_number = 1 then date '0001-01-01' else started_on end as started_on,
        coalesce(next_started_on, date '9999-12-31') as ended_on,
        practice_code, areas.lsoa, areas.ward, areas.district, areas.council, areas.imd_decile,
        started_on as registered_from, coalesce(ended_on, date '9999-12-31') as registered_to
    from register_periods
    left join areas using (postcode_key)
    union all
    select
        person_id, date '0001-01-01', date '9999-12-31', null, lsoa, ward, district, council, imd_decile, null, null
    from linked.persons
    where not on_register
)

select
    rows_.person_id, rows_.started_on, rows_.ended_on, places.place_id, persons.date_of_death + 1 as lived_to,
    rows_.registered_from,
    case when persons.date_of_death <= rows_.registered_to then persons.date_of_death + 1 else rows_.registered_to end
        as registered_to
from rows_
join linked.persons as persons using (person_id)
join linked.places as places
    on rows_.practice_code is not distinct from places.practice_code
    and rows_.lsoa is not distinct from places.lsoa
    and rows_.ward is not distinct from places.ward
    and rows_.district is not distinct from places.district
    and rows_.council is not distinct from places.council
    and rows_.imd_decile is not distinct from places.imd_decile
where rows_.ended_on > rows_.started_on
