-- Records and records found on the register, by source, then by age, sex, ethnic category and deprivation.
create or replace table identity.rates as
with places as (
    select replace(postcode, ' ', '') as plain, any_value(imd_decile) as decile
    from {postcodes} group by all
),
judged as (
    select f.*, (l.method <> 'unmatched')::integer as matched,
           case when born is null then 'not known'
                when datediff('year', born, current_date) < 18 then 'under 18'
                when datediff('year', born, current_date) < 65 then '18 to 64'
                when datediff('year', born, current_date) < 75 then '65 to 74'
                when datediff('year', born, current_date) < 85 then '75 to 84'
                else '85 and over' end as age,
           coalesce(((p.decile + 1) // 2)::varchar, 'not known') as fifth
    from identity.faces as f
    join person_links as l using (source, organisation_code, source_person_id)
    left join places as p on p.plain = replace(f.postcode, ' ', '')
),
long as (
    select source, 'all' as kind, 'all' as grouping, matched from judged
    union all select source, 'age', age, matched from judged
    union all select source, 'sex', coalesce(gender, 'not known'), matched from judged
    union all select source, 'ethnicity', coalesce(ethnicity, 'not known'), matched from judged where says_ethnicity
    union all select source, 'deprivation', fifth, matched from judged
)
select source, kind, grouping, count(*)::integer as records, sum(matched)::integer as matched
from long group by all
