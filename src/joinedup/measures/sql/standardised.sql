-- Directly standardised rates: what the rate would be with the ages of the European standard population 2013.
-- Interval after Dobson. A measure of older people weights its own bands only. Fractions are added from the smallest up, and
-- cubes multiplied out, so that every engine comes to the same last digit.
with standard (age_band, weight) as (
    values ('00-04', 5000), ('05-09', 5500), ('10-14', 5500), ('15-19', 5500), ('20-24', 6000), ('25-29', 6000),
        ('30-34', 6500), ('35-39', 7000), ('40-44', 7000), ('45-49', 7000), ('50-54', 7000), ('55-59', 6500),
        ('60-64', 6000), ('65-69', 5500), ('70-74', 5000), ('75-79', 4000), ('80-84', 2500), ('85-89', 1500),
        ('90+', 1000)
),

bands as (
    select cut_sums.*, standard.weight
    from cut_sums
    join asked using (measure)
    join standard on standard.age_band = cut_sums.category
    where cut_sums.dimension = 'age band' and asked.kind = 'rate' and cut_sums.d > 0
),

added as (
    select measure, area_kind, area_code, period_kind, period_start, period_end, sum(n) as n, sum(d) as d,
        list_reduce(list_sort(list(weight * n / d)), lambda part, more: part + more) / sum(weight) as rate,
        list_reduce(list_sort(list(weight * weight * n / (d * d))), lambda part, more: part + more)
            / (sum(weight) * sum(weight)) as variance
    from bands
    group by all
),

roots as (
    select added.*, asked.id, asked.version, asked.per, asked.covered_from, asked.covered_until,
        asked.follow_up_days,
        1 - 1 / (9 * n) - cast(1.959963984540054 as double) / (3 * sqrt(n)) as low,
        1 - 1 / (9 * (n + 1)) + cast(1.959963984540054 as double) / (3 * sqrt(n + 1)) as high
    from added join asked using (measure)
),

limits as (select *, n * low * low * low as byar_low, (n + 1) * high * high * high as byar_high from roots)

select
    id as measure, version, 'registered' as basis, area_kind, area_code, period_kind, period_start, period_end,
    cast(n as double) as numerator, cast(d as double) as denominator, rate * per as value,
    case when n >= 10 then (rate + sqrt(variance / n) * (byar_low - n)) * per end as lower,
    case when n >= 10 then (rate + sqrt(variance / n) * (byar_high - n)) * per end as upper,
    case when n >= 10 then 'Dobson, European standard population 2013'
        else 'European standard population 2013; too few cases for an interval' end as method,
    period_start >= covered_from and period_end + follow_up_days - 1 <= covered_until as complete
from limits
order by measure, area_kind, area_code, period_start
