-- An address holds until the next one is known, also while the person is on no list.
with marked as (
    select
        person_id, postcode_key, started_on, period_number,
        lag(postcode_key) over (partition by person_id order by period_number) as postcode_before
    from register_periods
    where moved and postcode_key is not null
),

moves as (
    select person_id, postcode_key, started_on,
        lead(started_on) over (partition by person_id order by period_number) as ended_on
    from marked
    where postcode_before is distinct from postcode_key
    union all
    select person_id, postcode_key, started_on, null
    from register_periods
    where not moved and postcode_key is not null
)

select
    moves.person_id, coalesce(areas.postcode, moves.postcode_key) as postcode, areas.lsoa, areas.district,
    areas.council, moves.started_on, moves.ended_on
from moves
left join areas on areas.postcode_key = moves.postcode_key
where moves.ended_on is null or moves.ended_on > moves.started_on
