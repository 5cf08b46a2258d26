-- What is shown, rounded to the nearest 5 (HES and ECDS since 2018); and the places of what is not. A place is hidden whether
-- or not anything is there: an empty one among hidden ones would say so. What a mean is made of stays exact until the mean
-- is worked out. Six decimals first: the order of adding must not decide a step of 5.
create or replace temp table shown_sums as
select sums.* replace (
    case asked.kind when 'mean' then n else 5 * floor((round(n, 6) + 2.5) / 5) end as n,
    case asked.kind when 'mean' then d else 5 * floor((round(d, 6) + 2.5) / 5) end as d
)
from sums
join asked using (measure)
semi join known using (measure, area, part);

create or replace temp table hidden as
with areas as (select distinct area, basis, area_kind, area_code from units),

places as (
    select asked.measure, areas.area, measure_parts.part
    from areas
    cross join asked
    join measure_parts using (measure)
    where asked.kind <> 'rate'
    union
    select measure, area, part from sums
)

select places.measure, areas.basis, areas.area_kind, areas.area_code, parts.period_kind, parts.period_start,
    parts.period_end
from places
join areas using (area)
join parts using (part)
anti join known using (measure, area, part)
