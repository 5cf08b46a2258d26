-- Every case finds where its person counted on its day, which is nowhere after death.
create or replace table placed as
select person_id, place_id, started_on, ended_on, registered_from, registered_to, lived_to, practice_unit, ward_unit, fifth
from whereabouts join place_units using (place_id);

create or replace view located as
select facts.measure, facts.month, facts.day, facts.person_id, facts.n, facts.d, placed.fifth,
    case when facts.day >= placed.registered_from and facts.day < placed.registered_to then placed.practice_unit end
        as practice_unit,
    case when facts.day < placed.lived_to or placed.lived_to is null then placed.ward_unit end as ward_unit
from facts
join placed
    on placed.person_id = facts.person_id and facts.day >= placed.started_on and facts.day < placed.ended_on
