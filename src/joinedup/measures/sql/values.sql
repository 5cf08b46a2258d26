-- Values with their 95 % intervals: Byar's approximation for rates, Wilson's score for proportions (Public Health England,
-- technical guide), the normal interval for a mean. Cubes are multiplied out: engines differ in the last digit of a power.
with z as (select cast(1.959963984540054 as double) as z),

roots as (
    select sums.*, asked.id, asked.version, asked.kind, asked.per, asked.covered_from, asked.covered_until,
        asked.follow_up_days, z,
        case when kind = 'rate' and n > 0 then 1 - 1 / (9 * n) - z / (3 * sqrt(n)) else 0 end as low,
        case when kind = 'rate' then 1 - 1 / (9 * (n + 1)) + z / (3 * sqrt(n + 1)) end as high
    from sums join asked using (measure) cross join z
),

limits as (
    select *, n * low * low * low as byar_low, (n + 1) * high * high * high as byar_high,
        case kind when 'weekend ratio' then n + d else d end as cases,
        case kind when 'weekend ratio' then n / (n + d) when 'proportion' then n / d end as p
    from roots
),

scored as (
    select *,
        (2 * cases * p + z * z) / (2 * (cases + z * z)) as centre,
        z * sqrt(z * z + 4 * cases * p * (1 - p)) / (2 * (cases + z * z)) as half,
        case when kind = 'mean' and d > 1 then z * sqrt(greatest(sq - n * n / d, 0) / (d - 1) / d) end as spread
    from limits
)

select
    id as measure, version, basis, dimension, category, area_kind, area_code, period_kind, period_start, period_end,
    cast(n as double) as numerator, cast(d as double) as denominator,
    case kind
        when 'rate' then n / nullif(d, 0) * per
        when 'proportion' then n / d * 100
        when 'share' then n / d * 100
        when 'mean' then n / d
        when 'weekend ratio' then (n / 2) / (nullif(d, 0) / 5)
    end as value,
    case kind
        when 'rate' then byar_low / nullif(d, 0) * per
        when 'proportion' then greatest(centre - half, 0) * 100
        when 'mean' then n / d - spread
        when 'weekend ratio' then 2.5 * greatest(centre - half, 0) / (1 - greatest(centre - half, 0))
    end as lower,
    case kind
        when 'rate' then byar_high / nullif(d, 0) * per
        when 'proportion' then least(centre + half, 1) * 100
        when 'mean' then n / d + spread
        when 'weekend ratio' then 2.5 * (centre + half) / nullif(1 - (centre + half), 0)
    end as upper,
    case kind
        when 'rate' then 'Byar, ' || counted_from
        when 'proportion' then 'Wilson'
        when 'share' then 'no interval'
        when 'mean' then 'normal interval of the mean'
        else 'Wilson, transformed'
    end as method,
    period_start >= covered_from and period_end + follow_up_days - 1 <= covered_until as complete
from scored
