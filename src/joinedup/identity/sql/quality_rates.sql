-- Records and records found on the register, by source, then by age, sex, ethnic category and deprivation.
create or replace table identity.rates as
with places as (
    select replace(postcode, ' ', '') as plain, any_value(imd_decile) as decile
    from {postcodes} group by all
),
judged as (
    select f.source, f.gender, f.ethnicity, f.says_ethnicity, count(*) as records,
           count_if(f.method <> 'unmatched') as matched,
           case when born is null then 'not known'
                when datediff('year', born, current_date) < 18 then 'under 18'
                when datediff('year', born, current_date) < 65 then '18 to 64'
                when datediff('year', born, current_date) < 75 then '65 to 74'
                when datediff('year', born, current_date) < 85 then '75 to 84'
                else '85 and over' end as age,
           coalesce(((p.decile + 1) // 2)::varchar, 'not known') as fifth
    from identity.faces as f
    left join places as p on p.plain = replace(f.postcode, ' ', '')
    where f.method is not null
    group by all
),
long as (
    select source, 'all' as kind, 'all' as grouping, records, matched from judged
    union all select source, 'age', age, records, matched from judged
    union all select source, 'sex', coalesce(gender, 'not known'), records, matched from judged
    union all select source, 'ethnicity', coalesce(ethnicity, 'not known'), records, matched from judged where says_ethnicity
    union all select source, 'deprivation', fifth, records, matched from judged
)
select source, kind, grouping, sum(records)::integer as records, sum(matched)::integer as matched
from long group by all
