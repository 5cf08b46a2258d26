-- Of each person's decisions about a pair the latest stands; enough of them must agree, and none may say otherwise.
insert into identity.decided
with standing as (
    select source, coalesce(organisation_code, '') as organisation_code, source_person_id, ten_digits(nhs_number) as person,
           decided_by, arg_max(decision, decided_at) as decision
    from identity_decisions
    group by all
)
select source, organisation_code, source_person_id, person, any_value(decision)
from standing
where decision in ('accept', 'reject')
group by source, organisation_code, source_person_id, person
having count(distinct decision) = 1 and count(*) >= {people_needed};

insert into identity.superseded
select ten_digits(source_person_id), person from identity.decided
where source = 'gp' and decision = 'accept' and ten_digits(source_person_id) is not null;

insert into identity.settled
select a.rid, coalesce(u.new, d.person), d.decision
from identity.decided as d
join identity.arrived as a using (source, organisation_code, source_person_id)
left join identity.superseded as u on u.old = d.person
