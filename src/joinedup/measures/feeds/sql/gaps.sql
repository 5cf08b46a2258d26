-- Stretches between the first and the last period of a figure about which nobody told anything. Weekly figures are one
-- day's count, and reach over the ends of a month's file: the file's other figures say what is missing.
with told as (
    select distinct feed, figure, start, "end" from feed_values
    where value is not null and datediff('day', start, "end") <> 7
),

before as (
    select *, max("end") over (
        partition by feed, figure order by start rows between unbounded preceding and 1 preceding
    ) as until
    from told
)

select feed, until as starts, start as ends
from before
where until < start
group by all
order by all
