-- Everyone in exactly one segment: the first that fits. The words of each are in segments.toml.
select
    person_id,
    case
        when cancer_spread then 'near_the_end'
        when with_frailty_and_dementia or care_home or (age >= 75 and falls_365 > 0 and conditions >= 3)
            then 'frailty_and_dementia'
        when with_organ_failure and emergency_365 > 0 then 'organ_failure'
        when with_disability or support_at_home then 'disability'
        when conditions > 0 then 'long_term_conditions'
        when age = 0 or maternity then 'mothers_and_babies'
        when emergency_365 + planned_365 > 0 or attendances_365 >= 2 then 'acutely_ill'
        else 'healthy'
    end as segment
from facts_now
