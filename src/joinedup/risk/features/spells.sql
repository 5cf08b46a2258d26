-- Hospital stays that began in the two years before the index date. Nights are those slept by the index date; what a
-- stay cost and why it happened are coded when it ends, so they count only once it has ended.
with stays as (
    select
        person_id, emergency, admitted_on, packed, in_year, treatment_function, cost, diagnoses,
        coalesce(discharged_on < getvariable('index_date')::date, false) as over,
        greatest(least(coalesce(discharged_on, getvariable('index_date')::date),
                       getvariable('index_date')::date) - admitted_on, 0) as nights
    from spells
    join windows on admitted_on = on_date
),
counted as (
    select
        person_id,
        coalesce(sum(packed) filter (emergency), 0) as urgent,
        coalesce(sum(packed) filter (not emergency), 0) as planned,
        coalesce(sum(packed * nights) filter (emergency), 0) as urgent_nights,
        coalesce(sum(packed * nights) filter (not emergency), 0) as planned_nights,
        coalesce(sum(packed) filter (emergency and over and nights < 2), 0) as short,
        coalesce(sum(packed) filter (emergency and over and (contains(diagnoses, 'W0') or contains(diagnoses, 'W1')
                                                             or contains(diagnoses, 'R296'))), 0) as falls,
        sum(cost::double) filter (emergency and over and in_year) as urgent_cost,
        sum(cost::double) filter (over and in_year) as cost_year,
        sum(cost::double) filter (over) as cost_two_years,
        max(admitted_on) filter (emergency) as last_urgent,
        bool_or(in_year and not over) as in_hospital,
        bool_or(in_year and treatment_function in ('501', '560')) as maternity,
        bool_or(in_year and over and regexp_matches(diagnoses, 'C7[789]')) as cancer_spread,
        bit_or(1::bigint << bit) filter (in_year) as specialties
    from stays
    left join specialty_bits using (treatment_function)
    group by person_id
)
select
    person_id,
    last_30(urgent) as emergency_30, last_90(urgent) as emergency_90,
    last_365(urgent) as emergency_365, last_730(urgent) as emergency_730,
    last_30(planned) as planned_30, last_90(planned) as planned_90,
    last_365(planned) as planned_365, last_730(planned) as planned_730,
    last_30(urgent_nights) as emergency_nights_30, last_90(urgent_nights) as emergency_nights_90,
    last_365(urgent_nights) as emergency_nights_365, last_730(urgent_nights) as emergency_nights_730,
    last_365(planned_nights) as planned_nights_365, last_730(planned_nights) as planned_nights_730,
    last_365(short) as short_stays_365, last_730(short) as short_stays_730,
    last_365(falls) as falls_365, last_730(falls) as falls_730,
    coalesce(urgent_cost, 0)::float as emergency_cost_365,
    coalesce(cost_year, 0)::float as hospital_cost_365,
    coalesce(cost_two_years, 0)::float as hospital_cost_730,
    coalesce(731 - (getvariable('index_date')::date - last_urgent), 0)::usmallint as emergency_nearness,
    in_hospital::utinyint as in_hospital,
    coalesce(maternity, false)::utinyint as maternity,
    coalesce(cancer_spread, false)::utinyint as cancer_spread,
    coalesce(bit_count(specialties), 0)::utinyint as stay_specialties_365
from counted
