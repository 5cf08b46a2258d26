-- Numerators and denominators by measure, basis, area and period. A rate has a row wherever people are, also when nothing
-- happened; the other kinds have one wherever there was at least one case. Pounds and shares have four decimals at most, so
-- rounding takes away what the order of adding leaves behind, and nothing else. Areas and periods are numbers till the end.
create or replace table sums as
with area_months as (
    select measure, area, month, sum(n) as n, sum(d) as d, sum(sq) as sq
    from unit_months join units using (basis, unit)
    group by all
),

cases as (
    select measure, area, part, round(sum(n), 4) as n, round(sum(d), 4) as d, round(sum(sq), 4) as sq
    from area_months join periods using (month)
    group by all
),

areas as (select distinct area, basis, area_kind, area_code from units),

spans as (
    select distinct part, period_kind, counted, period_start, period_end, financial_year from periods
),

listed as (
    select units.area, unit_people.population, unit_people.month, sum(people) as people
    from unit_people join units on units.basis = 'registered' and units.unit = unit_people.unit
    group by all
),

people as (
    select listed.area, listed.population, spans.part, listed.people, 'people on the list' as counted_from
    from listed join spans on spans.counted = listed.month
    union all
    select areas.area, residents.population, spans.part, residents.people, 'residents, mid-' || residents.estimate_year
    from residents
    join areas
        on areas.basis = 'resident' and areas.area_kind = residents.area_kind
        and areas.area_code = residents.area_code
    join spans using (financial_year)
),

rates as (
    select asked.measure, people.area, people.part, coalesce(cases.n, 0) as n, people.people as d, 0 as sq,
        people.counted_from
    from asked
    join people on people.population = asked.population
    left join cases on cases.measure = asked.measure and cases.area = people.area and cases.part = people.part
    where asked.kind = 'rate'
),

others as (
    select cases.measure, cases.area, cases.part, cases.n, cases.d, cases.sq, 'cases' as counted_from
    from cases join asked using (measure)
    where asked.kind <> 'rate' and (cases.d > 0 or (asked.kind = 'weekend ratio' and cases.n > 0))
)

select both_.*, areas.basis, areas.area_kind, areas.area_code, spans.period_kind, spans.period_start, spans.period_end,
    cast(null as varchar) as dimension, cast(null as varchar) as category
from (select * from rates union all select * from others) as both_
join areas using (area)
join spans using (part)
join asked using (measure)
where spans.period_end > asked.covered_from and spans.period_start <= asked.covered_until
