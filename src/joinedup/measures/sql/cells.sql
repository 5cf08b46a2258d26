-- Every case finds where its person counted on its day; then cases become sums by unit and month.
-- Months are counted from year 0: year * 12 + month - 1.
create or replace temp view located as
select facts.measure, facts.month, facts.day, facts.person_id, facts.n, facts.d, whereabouts.place_id,
    coalesce(facts.day >= whereabouts.registered_from and facts.day < whereabouts.registered_to, false) as listed
from facts
join whereabouts
    on whereabouts.person_id = facts.person_id
    and facts.day >= whereabouts.started_on and facts.day < whereabouts.ended_on;

create or replace temp table unit_months as
with cells as (
    select measure, month, place_id, listed, sum(n) as n, sum(d) as d, sum(n * n) as sq
    from located
    group by all
)

select 'registered' as basis, measure, month, place_units.practice_unit as unit, sum(n) as n, sum(d) as d, sum(sq) as sq
from cells join place_units using (place_id)
where cells.listed and place_units.practice_unit is not null
group by all
union all
select 'resident', measure, month, place_units.ward_unit, sum(n), sum(d), sum(sq)
from cells join place_units using (place_id)
where place_units.ward_unit is not null
group by all
