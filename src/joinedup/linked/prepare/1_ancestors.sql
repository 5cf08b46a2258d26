-- Every organisation above each practice, by role: network, locality, integrated care board.
create or replace table practice_tree as
with recursive upward (practice_code, code, role, depth) as (
    select ODS_CODE, ODS_CODE, ROLE, 0 from organisations where ROLE = 'practice'
    union all
    select upward.practice_code, parent.ODS_CODE, parent.ROLE, upward.depth + 1
    from upward
    join organisations as child on child.ODS_CODE = upward.code
    join organisations as parent on parent.ODS_CODE = child.PARENT_CODE
    where upward.depth < 8
)
select
    practice_code,
    max(code) filter (where role = 'network') as network_code,
    max(code) filter (where role = 'locality') as locality_code,
    max(code) filter (where role = 'icb') as icb_code
from upward
group by practice_code
