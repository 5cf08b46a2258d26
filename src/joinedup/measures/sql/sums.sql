-- Numerators and denominators by measure, basis, area and period. A rate has a row wherever people are, also when nothing
-- happened; the other kinds have one wherever there was at least one case. Pounds and shares have four decimals at most, so
-- rounding takes away what the order of adding leaves behind, and nothing else.
create or replace temp table sums as
with area_months as (
    select units.basis, measure, units.area_kind, units.area_code, month, sum(n) as n, sum(d) as d, sum(sq) as sq
    from unit_months join units using (basis, unit)
    group by all
),

cases as (
    select area_months.basis, area_months.measure, area_months.area_kind, area_months.area_code, periods.period_kind,
        periods.period_start, round(sum(n), 4) as n, round(sum(d), 4) as d, round(sum(sq), 4) as sq
    from area_months join periods using (month)
    group by all
),

spans as (
    select distinct period_kind, starts, counted, period_start, period_end, financial_year from periods
),

listed as (
    select units.basis, units.area_kind, units.area_code, unit_people.population, unit_people.month, sum(people) as people
    from unit_people join units on units.basis = 'registered' and units.unit = unit_people.unit
    group by all
),

people as (
    select listed.basis, listed.area_kind, listed.area_code, listed.population, spans.period_kind, spans.period_start,
        listed.people, 'people on the list' as counted_from
    from listed join spans on spans.counted = listed.month
    union all
    select 'resident', residents.area_kind, residents.area_code, residents.population, spans.period_kind,
        spans.period_start, residents.people, 'residents, mid-' || residents.estimate_year
    from residents join spans using (financial_year)
),

rates as (
    select people.basis, asked.measure, people.area_kind, people.area_code, people.period_kind, people.period_start,
        coalesce(cases.n, 0) as n, people.people as d, 0 as sq, people.counted_from
    from asked
    join people on people.population = asked.population
    left join cases
        on cases.measure = asked.measure and cases.basis = people.basis and cases.area_kind = people.area_kind
        and cases.area_code = people.area_code and cases.period_kind = people.period_kind
        and cases.period_start = people.period_start
    where asked.kind = 'rate'
),

others as (
    select cases.basis, cases.measure, cases.area_kind, cases.area_code, cases.period_kind, cases.period_start, cases.n,
        cases.d, cases.sq, 'cases' as counted_from
    from cases join asked using (measure)
    where asked.kind <> 'rate' and (cases.d > 0 or (asked.kind = 'weekend ratio' and cases.n > 0))
)

select both_.*, spans.period_end, cast(null as varchar) as dimension, cast(null as varchar) as category
from (select * from rates union all select * from others) as both_
join spans using (period_kind, period_start)
join asked using (measure)
where spans.period_end > asked.covered_from and spans.period_start <= asked.covered_until
