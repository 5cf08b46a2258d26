-- Only what can be judged is: a rule about deaths says nothing while no deaths have arrived.
with in_order as (
    select person_id, provider_code, spell_id, admitted_on, discharged_on, ready_on, discharge_method,
        max(coalesce(discharged_on, admitted_on)) over (
            partition by person_id order by admitted_on, discharged_on, spell_id
            rows between unbounded preceding and 1 preceding
        ) as ended_before
    from linked.spells
),

deaths_known as (select count(*) > 0 as yes from linked.deaths),

days as (
    select provider_code, bed_kind, day, occupied,
        case bed_kind when 'acute' then 'acute' when 'community' then 'community' when 'mental health' then 'mental_health'
        end as source
    from linked.beds
),

stays as (
    select provider_code, 'acute' as source, admitted_on, discharged_on from linked.spells
    union all select provider_code, 'community', admitted_on, discharged_on from linked.community_stays
    union all select provider_code, 'mental_health', admitted_on, discharged_on from linked.mental_health_spells
),

changes as (
    select provider_code, source, day, sum(change) as change
    from (
        select provider_code, source, admitted_on as day, 1 as change from stays
        union all
        select provider_code, source, discharged_on, -1 from stays where discharged_on >= admitted_on
        union all
        select provider_code, source, day, 0 from days
    )
    group by provider_code, source, day
),

at_midnight as (
    select provider_code, source, day, sum(change) over (partition by provider_code, source order by day) as people
    from changes
),

found as (
    select 'two-beds' as rule, provider_code as organisation_code, admitted_on as day,
        coalesce(admitted_on < ended_before, false) as wrong, 1 as weight
    from in_order
    union all
    select 'ready-outside-stay', provider_code, admitted_on,
        ready_on < admitted_on or coalesce(ready_on > discharged_on, false), 1
    from in_order where ready_on is not null
    union all
    select 'delay-outside-stay', delays.provider_code, delays.started_on,
        spells.spell_id is null or delays.started_on < spells.admitted_on
        or coalesce(delays.ended_on > spells.discharged_on, false), 1
    from linked.delays as delays
    left join linked.spells as spells
        on spells.provider_code = delays.provider_code and spells.spell_id = delays.spell_id
    where delays.source = 'acute'
    union all
    select 'decision-without-stay', visits.provider_code, cast(visits.arrived_at as date), stays_.person_id is null, 1
    from linked.attendances as visits
    left join (
        select person_id, admitted_on as day from linked.spells
        union
        select person_id, admitted_on - 1 from linked.spells
    ) as stays_
        on stays_.person_id = visits.person_id and stays_.day = cast(visits.arrived_at as date)
    where visits.admitted
    union all
    select 'died-unregistered', in_order.provider_code, in_order.discharged_on, died.person_id is null, 1
    from in_order
    join deaths_known on deaths_known.yes
    left join linked.deaths as died
        on died.person_id = in_order.person_id
        and died.died_on between in_order.discharged_on - 7 and in_order.discharged_on + 7
    where in_order.discharge_method = '4' and in_order.discharged_on is not null
    union all
    select 'died-in-no-bed', null, died.died_on,
        not exists (
            select 1 from in_order
            where in_order.person_id = died.person_id and in_order.admitted_on <= died.died_on
                and coalesce(in_order.discharged_on, died.died_on) >= died.died_on
        ), 1
    from linked.deaths as died where died.place = 'Hospital'
    union all
    select 'on-list-after-death', lists.practice_code, died.died_on,
        coalesce(lists.ended_on, date '9999-12-31') > died.died_on + 28, 1
    from linked.deaths as died
    join linked.registrations as lists
        on lists.person_id = died.person_id and lists.started_on <= died.died_on
        and coalesce(lists.ended_on, date '9999-12-31') >= died.died_on
    union all
    select 'on-two-lists', practice_code, next_started_on, coalesce(told_end, date '9999-12-31') > next_started_on, 1
    from register_periods
    where moved and next_started_on is not null
    union all
    select 'beds-against-stays', days.provider_code, days.day, true, abs(days.occupied - at_midnight.people)
    from days
    join at_midnight using (provider_code, source, day)
    union all
    select 'beds-against-stays', provider_code, day, false, occupied from days
)

select
    rule, coalesce(organisation_code, '') as organisation_code, cast(date_trunc('month', day) as date) as period,
    cast(coalesce(sum(weight) filter (where wrong), 0) as bigint) as rows,
    cast(sum(weight) filter (where rule <> 'beds-against-stays' or not wrong) as bigint) as judged
from found
group by rule, organisation_code, cast(date_trunc('month', day) as date)
