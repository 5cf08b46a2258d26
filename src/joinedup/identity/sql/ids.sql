-- What of (source, organisation, id) is not settled by one record's number alone: ids that stand on several records, and
-- records not found on the register. Those found are known by their number (person), the others by what anchors them. An
-- id that its source gives to several people is left as a person of its own, to be looked at.
create or replace table identity.repeated_faces as
select hash(source, organisation_code, source_person_id) as face from identity.arrived group by face having count(*) > 1;

create or replace table identity.ids as
with every as (
    select a.source, a.organisation_code, a.source_person_id, p.person, null::varchar as anchor,
           p.method, p.rule, p.score, p.band,
           case when a.rid in (select rid from identity.replaced) then '40' else p.outcome end as outcome
    from identity.arrived as a join identity.accepted as p on p.rid = a.rid
    where hash(a.source, a.organisation_code, a.source_person_id) in (from identity.repeated_faces)
    union all
    select a.source, a.organisation_code, a.source_person_id, null, n.anchor, 'unmatched', coalesce(n.rule, 'nobody'), null,
           case when w.rid is null then 'leave' else 'review' end,
           case when w.rid is not null then w.outcome when n.contradicted then '31' else '21' end
    from identity.arrived as a
    join identity.anchors as n on n.rid = a.rid
    left join (select rid, any_value(outcome) as outcome from identity.placed where band = 'review' group by rid) as w
        on w.rid = a.rid
),
repeated as (
    select source, organisation_code, source_person_id,
           count(distinct coalesce(person::varchar, anchor)) > 1 as torn
    from every
    group by source, organisation_code, source_person_id having count(*) > 1
)
select e.* from every as e anti join repeated using (source, organisation_code, source_person_id)
union all
select source, organisation_code, source_person_id,
       case when not torn then any_value(person) end,
       case when torn then 'own|' || source || '|' || organisation_code || '|' || source_person_id else any_value(anchor) end,
       case when torn then 'unmatched' else min(method) end,
       case when torn then 'one-id-several-people' else min(rule) end,
       case when not torn then min(score) end,
       case when torn then 'review' else min(band) end,
       case when torn then '22' else min(outcome) end
from every join repeated using (source, organisation_code, source_person_id)
group by source, organisation_code, source_person_id, torn
