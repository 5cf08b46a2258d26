-- The figures as those may see them who see counts only, and a row without figures for each that is hidden. Per cents have
-- a decimal on a denominator of 4,000 and more alone (HES and ECDS since 2018).
select made.* exclude (dimension, category) replace (
    5 * floor((round(numerator, 6) + 2.5) / 5) as numerator,
    5 * floor((round(denominator, 6) + 2.5) / 5) as denominator,
    case when asked.kind in ('proportion', 'share') then round(value, case when denominator < 4000 then 0 else 1 end)
        else value end as value
)
from values_of_sums as made
join asked on asked.id = made.measure
union all by name
select asked.id as measure, asked.version, basis, area_kind, area_code, period_kind, period_start, period_end,
    'hidden: small numbers' as method,
    period_start >= asked.covered_from and period_end + asked.follow_up_days - 1 <= asked.covered_until as complete
from hidden join asked using (measure)
order by measure, basis, area_kind, area_code, period_kind, period_start
