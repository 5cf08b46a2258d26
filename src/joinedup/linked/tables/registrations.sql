-- Rows of one practice that follow each other without a gap (a change of address, say) are one registration.
with marked as (
    select
        person_id, practice_code, started_on, ended_on, period_number,
        lag(ended_on) over earlier as ended_before,
        lag(practice_code) over earlier as practice_before
    from register_periods
    where moved and (ended_on is null or ended_on > started_on)
    window earlier as (partition by person_id order by period_number)
),

runs as (
    select *,
        count_if(practice_before is distinct from practice_code or ended_before is distinct from started_on)
            over (partition by person_id order by period_number) as run
    from marked
),

registrations as (
    select
        person_id,
        any_value(practice_code) as practice_code,
        min(started_on) as started_on,
        case when count(ended_on) = count(*) then max(ended_on) end as ended_on
    from runs
    group by person_id, run
    union all
    select person_id, practice_code, started_on, ended_on
    from register_periods
    where not moved and (ended_on is null or ended_on > started_on)
)

select * from registrations
