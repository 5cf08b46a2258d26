-- What anchors each person: the NHS Number on the register; for a group of leftovers the number its records carry, when
-- their source has verified it or two records agree on it and no other group claims it; else its smallest record.
create or replace table identity.anchors as
with leftover as (
    select a.rid, coalesce(g.root, a.rid) as root, g.rule, a.source, a.organisation_code, a.source_person_id,
           case when r.person is null then a.number end as number, a.status = '01' as verified,
           r.person is not null as contradicted
    from identity.arrived as a
    left join identity.groups as g on g.rid = a.rid
    left join identity.holders as r on r.person = a.number
    where a.rid not in (select rid from identity.accepted)
),
numbered as (
    select root, min(number) as number
    from leftover where number is not null
    group by root
    having count(distinct number) = 1 and (bool_or(verified) or count(*) > 1)
),
alone as (
    select number from numbered group by number having count(*) = 1
)
select l.rid, l.rule, l.contradicted,
       coalesce('nhs|' || lpad(n.number::varchar, 10, '0'),
                'own|' || min(l.source || '|' || l.organisation_code || '|' || l.source_person_id) over (partition by l.root))
       as anchor
from leftover as l
left join numbered as n on n.root = l.root and n.number in (from alone)
