-- Long-term conditions diagnosed before the index date: one bit each, how many, and how many are new this year.
select
    person_id,
    bit_or(1::bigint << bit) as condition_bits,
    count(distinct bit)::utinyint as conditions,
    (count(distinct bit) filter (diagnosed_on >= getvariable('index_date')::date - 365))::utinyint as new_conditions_365
from conditions
join condition_bits using (condition)
where diagnosed_on < getvariable('index_date')::date
group by person_id
