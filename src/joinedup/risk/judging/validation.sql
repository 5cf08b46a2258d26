-- At each cut of the list: how many of those on it were admitted, and what share of all who were admitted it caught.
with everyone as (select count(*) as people, count(*) filter (admitted > 0) as admitted from judged),
cuts as (
    select cut, greatest(ceil(cut * everyone.people)::bigint, 1) as people
    from everyone, (values (0.005), (0.01), (0.02), (0.05)) as listed (cut)
),
listed as (
    select score, admitted > 0 as happened, place
    from judged
    where place <= (select max(people) from cuts)
)
select
    cut::double as cut,
    people,
    min(score) as threshold,
    avg(score) as predicted,
    count(*) filter (happened) as admitted,
    count(*) filter (happened) / people as ppv,
    count(*) filter (happened) / (select admitted from everyone) as sensitivity,
    (count(*) filter (happened) / people) / (select admitted / people from everyone) as lift
from cuts
join listed on place <= people
group by cut, people
order by cut
