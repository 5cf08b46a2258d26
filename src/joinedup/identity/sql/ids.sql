-- One row for each (source, organisation, id), with what anchors its person. Where a source gives one id to several rows
-- that lead to several people, the id is left as a person of its own, for somebody to look at.
create or replace table identity.ids as
with every as (
    select a.source, a.organisation_code, a.source_person_id, 'nhs|' || lpad(p.person::varchar, 10, '0') as anchor,
           p.method, p.rule, p.score, p.band, p.outcome
    from identity.arrived as a join identity.accepted as p on p.rid = a.rid
    union all
    select a.source, a.organisation_code, a.source_person_id, n.anchor, 'unmatched', coalesce(n.rule, 'nobody'), null,
           case when w.rid is null then 'leave' else 'review' end,
           case when w.rid is not null then w.outcome when n.contradicted then '31' else '21' end
    from identity.arrived as a
    join identity.anchors as n on n.rid = a.rid
    left join (select rid, any_value(outcome) as outcome from identity.placed where band = 'review' group by rid) as w
        on w.rid = a.rid
)
select source, organisation_code, source_person_id,
       case when count(distinct anchor) = 1 then any_value(anchor)
            else 'own|' || source || '|' || organisation_code || '|' || source_person_id end as anchor,
       case when count(distinct anchor) = 1 then min(method) else 'unmatched' end as method,
       case when count(distinct anchor) = 1 then min(rule) else 'one-id-several-people' end as rule,
       case when count(distinct anchor) = 1 then min(score) end as score,
       case when count(distinct anchor) = 1 then min(band) else 'review' end as band,
       case when count(distinct anchor) = 1 then min(outcome) else '22' end as outcome
from every group by source, organisation_code, source_person_id
union all
select distinct 'gp', '', reference, coalesce('nhs|' || lpad(person::varchar, 10, '0'), 'reg|' || reference),
       'register', 'register', 1.0, 'accept', '30'
from identity.register where reference is not null
