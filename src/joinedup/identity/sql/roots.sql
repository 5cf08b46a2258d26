-- Short name → the numbers of the full names it may stand for (Alex: Alexander and Alexandra). Reads nicknames.csv.
create or replace table identity.roots as
with listed as (
    select row_number() over (order by "full") as root, "full" || ' ' || short as names
    from read_csv($file, header = true, auto_detect = false, columns = {'full': 'varchar', 'short': 'varchar'})
)
select short, list(root::smallint order by root) as roots
from (select distinct root, unnest(string_split(names, ' ')) as short from listed)
group by short
