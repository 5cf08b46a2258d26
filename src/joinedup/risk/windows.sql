-- Every day of the two years before the index date, and what an event on that day adds to a person's packed count:
-- 1 in one of four fields of 15 bits, for 1-30, 31-90, 91-365 and 366-730 days ago. One sum of these numbers counts
-- four windows at once; a day that is not listed (the index date itself, and all after it) counts for nothing,
-- and so does one further back than anybody needs to look (reach).
create or replace temp table calendar as
select
    ago,
    (getvariable('index_date')::date - ago::integer) as on_date,
    ago <= 365 as in_year,
    case when ago <= 30 then 1
         when ago <= 90 then 1::bigint << 15
         when ago <= 365 then 1::bigint << 30
         else 1::bigint << 45 end as packed
from range(1, 731) as days (ago);

create or replace temp view windows as
select on_date, in_year, packed from calendar where ago <= coalesce(getvariable('reach'), 730);

create or replace macro last_30(total) as (total::bigint & 32767)::usmallint;
create or replace macro last_90(total) as ((total::bigint & 32767) + ((total::bigint >> 15) & 32767))::usmallint;
create or replace macro last_365(total) as
    ((total::bigint & 32767) + ((total::bigint >> 15) & 32767) + ((total::bigint >> 30) & 32767))::usmallint;
create or replace macro last_730(total) as
    ((total::bigint & 32767) + ((total::bigint >> 15) & 32767) + ((total::bigint >> 30) & 32767)
     + ((total::bigint >> 45) & 32767))::usmallint;
