-- Outpatient appointments of the days before the last index date: how many days ago, kept or missed, and of what specialty.
select
    person_id,
    (getvariable('index_date')::date - on_date)::smallint as ago,
    coalesce(attended, false) as kept,
    coalesce(not attended, false) as missed,
    coalesce(first, false) as first,
    coalesce(cost::double, 0) as cost,
    bit_of(getvariable('specialty_bits'), treatment_function) as bit
from appointments
where on_date < getvariable('index_date')::date and on_date >= getvariable('index_date')::date - getvariable('days')
