-- Records not placed yet, and what their number is worth. "stands": verified by its source and not known to the register, so
-- it belongs to somebody else than anyone here. "contradicted": on the register, under somebody who is not plainly this
-- person.
create or replace table identity.still as
with unplaced as (
    select rid, number, status from identity.arrived where rid not in (select rid from identity.placed)
),
held as (
    select distinct number from identity.register where number in (select number from unplaced where number is not null)
)
select u.rid, u.number is not null and u.status = '01' and held.number is null as stands,
       held.number is not null as contradicted
from unplaced as u left join held on held.number = u.number;

create or replace view identity.open as
select a.*, o.stands, o.contradicted from identity.arrived as a join identity.still as o on o.rid = a.rid
