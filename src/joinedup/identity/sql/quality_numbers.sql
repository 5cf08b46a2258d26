-- What became of the NHS Numbers that records carry. "contradicted": the register gives the number to somebody who is not
-- plainly the same person. "shared": one source gives the number to several of its ids.
create or replace table identity.number_fates as
with filed as (
    select source_person_id, person_id, try_cast(source_person_id as bigint) as digits
    from person_links where source = 'gp'
),
held as (
    select case when as_written(source_person_id, digits) then digits else ten_digits(source_person_id) end as number,
           any_value(person_id) as person_id
    from filed group by 1
),
sharing as (
    select count(*) as ids from identity.faces where number is not null group by source, organisation_code, number
)
select case when not c.numbered then 'no number'
            when c.number is null then 'not a valid number'
            when h.number is null then 'valid, not on the register'
            when h.person_id = c.person_id then 'confirmed'
            else 'contradicted' end as fate, count(*) as records
from identity.faces as c
left join held as h on h.number = c.number
where c.found is not null
group by 1
union all
select 'shared by several ids of one source', coalesce(sum(ids), 0)::bigint from sharing where ids > 1
