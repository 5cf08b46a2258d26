-- Every period with its number and the number of the one it is a part of: years, then their quarters, then their months;
-- and which of them the extracts of each measure speak of.
create or replace temp table parts as
with numbered as (select distinct part, depth, period_kind, period_start, period_end from periods)

select inner_.part, outer_.part as whole, inner_.period_kind, inner_.period_start, inner_.period_end
from numbered as inner_
left join numbered as outer_
    on outer_.depth = inner_.depth - 1
    and inner_.period_start >= outer_.period_start and inner_.period_end <= outer_.period_end;

create or replace temp table measure_parts as
select asked.measure, parts.part
from asked
join parts on parts.period_end > asked.covered_from and parts.period_start <= asked.covered_until
