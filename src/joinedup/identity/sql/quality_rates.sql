-- Records and records found on the register, by source, then by age, sex, ethnic category and deprivation.
create or replace table identity.rates as
with judged as (
    select source, gender, ethnicity, says_ethnicity, count(*) as records, count_if(found) as matched,
           case when born is null then 'not known'
                when datediff('year', born, current_date) < 18 then 'under 18'
                when datediff('year', born, current_date) < 65 then '18 to 64'
                when datediff('year', born, current_date) < 75 then '65 to 74'
                when datediff('year', born, current_date) < 85 then '75 to 84'
                else '85 and over' end as age,
           coalesce(((decile + 1) // 2)::varchar, 'not known') as fifth
    from identity.faces
    where found is not null
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
