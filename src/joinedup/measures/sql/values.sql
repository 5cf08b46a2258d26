-- Values with their 95 % intervals: Byar's approximation for rates, Wilson's score for proportions (Public Health England,
-- technical guide). A mean of days, visits or pounds is skewed and never below nought: its interval is that of a gamma
-- distribution with the mean and standard error found, by the cube of Wilson and Hilferty (1931) that Byar's is too; none
-- where the standard error is more than 0.7 of the mean. Cubes are multiplied out: engines differ in the last digit of a power.
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
        -- the squared standard error, as a share of the squared mean
        case when kind = 'mean' and d > 1 and n > 0 then greatest(sq - n * n / d, 0) * d / ((d - 1) * n * n) end as unsure
    from limits
),

skewed as (
    select *, 1 - unsure / 9 + z * sqrt(unsure) / 3 as above, 1 - unsure / 9 - z * sqrt(unsure) / 3 as below,
        kind = 'mean' and unsure <= 0.5 as is_sure
    from scored
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
        when 'mean' then case when is_sure then n / d / (above * above * above) end
        when 'weekend ratio' then 2.5 * greatest(centre - half, 0) / (1 - greatest(centre - half, 0))
    end as lower,
    case kind
        when 'rate' then byar_high / nullif(d, 0) * per
        when 'proportion' then least(centre + half, 1) * 100
        when 'mean' then case when is_sure then n / d / (below * below * below) end
        when 'weekend ratio' then 2.5 * (centre + half) / nullif(1 - (centre + half), 0)
    end as upper,
    case kind
        when 'rate' then 'Byar, ' || counted_from
        when 'proportion' then 'Wilson'
        when 'share' then 'no interval'
        when 'mean' then case when is_sure then 'gamma interval of the mean' else 'too few cases for an interval' end
        else 'Wilson, transformed'
    end as method,
    period_start >= covered_from and period_end + follow_up_days - 1 <= covered_until as complete
from skewed
