-- One figure of one area over time: as published, but a figure told by the day as the mean of each month's days.
select
    case when $daily then date_trunc('month', start)::date else start end as starts,
    case when $daily then (date_trunc('month', start) + interval 1 month)::date else "end" end as ends,
    avg(value) filter (figure = $figure) as shown,
    max(value) filter (figure = $lower) as low,
    max(value) filter (figure = $upper) as high,
    max(value) filter (figure = $count) as counted,
    max(value) filter (figure = $out_of) as out_of,
    count(*) filter (figure = $figure and value is null) as not_submitted,
    count(*) filter (figure = $figure) as told,
    list_sort(list(distinct file_mark)) as files
from feed_values
where feed = $feed and category = $category and area_kind = $area_kind and area_code = $area_code
    and figure in ($figure, $lower, $upper, $count, $out_of)
group by all
order by starts
