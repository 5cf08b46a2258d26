-- Every person once, with the id the key gives them.
create or replace table identity.people as
select anchor, (('0x' || left(sha256('{key}' || anchor), 16))::ubigint >> 1)::bigint as person_id
from (select distinct anchor from identity.ids)
