-- What became of the NHS Numbers that records carry. "contradicted": the register gives the number to somebody who is not
-- plainly the same person. "shared": one source gives the number to several of its ids.
create or replace table identity.number_fates as
with carried as (
    select f.source, f.organisation_code, f.source_person_id, f.number_text, nhs_number_of(f.number_text) as number,
           count(*) over (partition by f.source, f.organisation_code, nhs_number_of(f.number_text)) as sharing
    from identity.faces as f
),
held as (
    select ten_digits(source_person_id) as number, any_value(person_id) as person_id
    from person_links where source = 'gp' group by 1
)
select case when c.number_text is null then 'no number'
            when c.number is null then 'not a valid number'
            when h.number is null then 'valid, not on the register'
            when h.person_id = l.person_id then 'confirmed'
            else 'contradicted' end as fate, count(*) as records
from carried as c
join person_links as l using (source, organisation_code, source_person_id)
left join held as h on h.number = c.number
group by 1
union all
select 'shared by several ids of one source', count(*) from carried where number is not null and sharing > 1
