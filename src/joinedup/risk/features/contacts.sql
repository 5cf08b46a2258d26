-- Community and mental health contacts in the two years before the index date.
with counted as (
    select
        person_id,
        coalesce(sum(packed) filter (attended and source = 'community'), 0) as community,
        coalesce(sum(packed) filter (not attended and source = 'community'), 0) as community_missed,
        coalesce(sum(packed) filter (attended and source = 'mental_health'), 0) as mental,
        coalesce(sum(packed) filter (not attended and source = 'mental_health'), 0) as mental_missed,
        sum(cost::double) filter (in_year) as cost_year,
        bit_or(1::bigint << bit) filter (in_year and attended) as teams
    from contacts
    join windows using (on_date)
    left join team_bits using (team_type)
    group by person_id
)
select
    person_id,
    last_30(community) as community_30, last_90(community) as community_90,
    last_365(community) as community_365, last_730(community) as community_730,
    last_365(community_missed) as community_missed_365,
    last_30(mental) as mental_health_30, last_90(mental) as mental_health_90,
    last_365(mental) as mental_health_365, last_730(mental) as mental_health_730,
    last_365(mental_missed) as mental_health_missed_365,
    coalesce(cost_year, 0)::float as contact_cost_365,
    coalesce(bit_count(teams), 0)::utinyint as teams_365
from counted
