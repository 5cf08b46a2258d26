-- Every file that was loaded, newest first, and how many of its figures still stand.
with standing as (select file_mark, count(*) as standing from feed_values group by all)

select mark, file, feed, edition, published, loaded_at, start, "end", figures, not_submitted,
    coalesce(standing, 0) as standing, findings
from feed_files
left join standing on file_mark = mark
order by loaded_at desc
