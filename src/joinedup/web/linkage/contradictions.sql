-- What contradicts what in the last twelve months, by rule and organisation; practices are added up.
with told as (
    select *, period > max(period) over () - interval 12 month as recent,
        case when rule in ('on-two-lists', 'on-list-after-death') then '' else organisation_code end as code
    from contradictions
)

select rule, code, coalesce(any_value(organisations.NAME), ''), sum(rows), sum(judged),
    min(period) filter (where rows > 0)
from told
left join organisations on organisations.ODS_CODE = told.code
where recent
group by rule, code
order by sum(rows) desc, rule, code
