-- Every case finds where its person counted on its day, which is nowhere after death.
create or replace temp view located as
select facts.measure, facts.month, facts.day, facts.person_id, facts.n, facts.d, whereabouts.place_id,
    case when facts.day >= whereabouts.registered_from and facts.day < whereabouts.registered_to
        then place_units.practice_unit end as practice_unit,
    case when facts.day < whereabouts.lived_to or whereabouts.lived_to is null then place_units.ward_unit end as ward_unit
from facts
join whereabouts
    on whereabouts.person_id = facts.person_id
    and facts.day >= whereabouts.started_on and facts.day < whereabouts.ended_on
join place_units on place_units.place_id = whereabouts.place_id
