-- What is shown, rounded to the nearest 5 (HES and ECDS since 2018); and the places of what is not. A place is hidden whether
-- or not anything is there: an empty one among hidden ones would say so. What a mean is made of stays exact until the mean
-- is worked out. Six decimals first: the order of adding must not decide a step of 5.
create or replace temp table exact_sums as from sums;

create or replace temp table sums as
select exact_sums.* replace (
    case asked.kind when 'mean' then n else 5 * floor((round(n, 6) + 2.5) / 5) end as n,
    case asked.kind when 'mean' then d else 5 * floor((round(d, 6) + 2.5) / 5) end as d
)
from exact_sums
join asked using (measure)
join parts using (period_kind, period_start)
semi join known using (basis, measure, area_kind, area_code, part);

create or replace temp table hidden as
with places as (
    select basis, asked.measure, area_kind, area_code, measure_parts.part
    from (select distinct basis, area_kind, area_code from units) as areas
    cross join asked
    join measure_parts using (measure)
    where asked.kind <> 'rate'
    union
    select basis, measure, area_kind, area_code, parts.part
    from exact_sums join parts using (period_kind, period_start)
)

select places.* exclude (part), parts.period_kind, parts.period_start, parts.period_end
from places
join parts using (part)
anti join known using (basis, measure, area_kind, area_code, part)
