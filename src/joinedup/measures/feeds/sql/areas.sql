-- The areas a figure is published for, and the categories it is told by, with the newest name of each.
select area_kind, area_code, arg_max(area_name, start) as name, list_sort(list(distinct category)) as categories
from feed_values
where feed = $feed and figure = $figure
group by all
order by area_kind, name
