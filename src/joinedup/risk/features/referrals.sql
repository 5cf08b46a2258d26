-- Referrals to community and mental health services received in the two years before the index date.
with counted as (
    select person_id, sum(packed) as every
    from referrals
    join windows on received_on = on_date
    group by person_id
)
select
    person_id,
    last_30(every) as referrals_30, last_90(every) as referrals_90,
    last_365(every) as referrals_365, last_730(every) as referrals_730
from counted
