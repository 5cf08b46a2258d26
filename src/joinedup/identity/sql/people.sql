-- Every person once, with the id the key gives them: by number for those on the register, by anchor for the others.
create or replace table identity.people as
select person, anchor,
       (('0x' || left(sha256('{key}' || coalesce(anchor, 'nhs|' || lpad(person::varchar, 10, '0'))), 16))::ubigint >> 1)::bigint
       as person_id
from (
    select person, null::varchar as anchor from identity.holders
    union all
    select distinct null::bigint, 'reg|' || reference from identity.register where person is null and reference is not null
    union all
    select distinct null::bigint, anchor from identity.ids where person is null
)
