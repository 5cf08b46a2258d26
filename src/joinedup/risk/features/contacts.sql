-- Community and mental health contacts of the days before the last index date: how many days ago, kept or missed, and by
-- what team.
select
    person_id,
    (getvariable('index_date')::date - on_date)::smallint as ago,
    coalesce(attended, false) as kept,
    coalesce(not attended, false) as missed,
    coalesce(source = 'community', false) as community,
    coalesce(source = 'mental_health', false) as mental_health,
    coalesce(cost::double, 0) as cost,
    bit_of(getvariable('team_bits'), team_type) as bit
from contacts
where on_date < getvariable('index_date')::date and on_date >= getvariable('index_date')::date - getvariable('days')
