-- Outpatient appointments in the two years before the index date.
with counted as (
    select
        person_id,
        coalesce(sum(packed) filter (attended), 0) as kept,
        coalesce(sum(packed) filter (not attended), 0) as missed,
        coalesce(sum(packed) filter (attended and first), 0) as first_visits,
        sum(cost::double) filter (in_year) as cost_year,
        bit_or(1::bigint << bit) filter (in_year and attended) as specialties
    from appointments
    join windows using (on_date)
    left join specialty_bits using (treatment_function)
    group by person_id
)
select
    person_id,
    last_30(kept) as outpatient_30, last_90(kept) as outpatient_90,
    last_365(kept) as outpatient_365, last_730(kept) as outpatient_730,
    last_365(missed) as outpatient_missed_365, last_730(missed) as outpatient_missed_730,
    last_365(first_visits) as outpatient_first_365, last_730(first_visits) as outpatient_first_730,
    coalesce(cost_year, 0)::float as outpatient_cost_365,
    coalesce(bit_count(specialties), 0)::utinyint as outpatient_specialties_365
from counted
