-- Values with their 95 % intervals: Byar's approximation for rates, Wilson's score for proportions (Public Health England,
-- technical guide), the normal interval for a mean.
with z as (select 1.959963984540054 as z),

limits as (
    select sums.*, asked.id, asked.version, asked.kind, asked.per, asked.covered_from, asked.covered_until,
        asked.follow_up_days, z,
        case when kind = 'rate' and n > 0 then n * pow(1 - 1 / (9 * n) - z / (3 * sqrt(n)), 3) else 0 end as byar_low,
        case when kind = 'rate' then (n + 1) * pow(1 - 1 / (9 * (n + 1)) + z / (3 * sqrt(n + 1)), 3) end as byar_high,
        case kind when 'weekend ratio' then n + d else d end as cases,
        case kind when 'weekend ratio' then n / (n + d) when 'proportion' then n / d end as p
    from sums join asked using (measure) cross join z
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
