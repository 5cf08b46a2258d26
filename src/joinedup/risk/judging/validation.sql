-- At each cut of the list: how many of those on it were admitted, and what share of all who were admitted it caught.
with ranked as (
    select score, admitted > 0 as happened, row_number() over (order by score desc, person_id) as place
    from judged
),
cuts as (
    select cut, greatest(ceil(cut * (select count(*) from judged))::bigint, 1) as people
    from (values (0.005), (0.01), (0.02), (0.05)) as listed (cut)
)
select
    cut::double as cut,
    people,
    min(score) as threshold,
    avg(score) as predicted,
    count(*) filter (happened) as admitted,
    count(*) filter (happened) / people as ppv,
    count(*) filter (happened) / (select count(*) filter (happened) from ranked) as sensitivity,
    (count(*) filter (happened) / people) / (select avg(happened::integer) from ranked) as lift
from cuts
join ranked on place <= people
group by cut, people
order by cut
