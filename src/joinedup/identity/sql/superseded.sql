-- A replaced number is the number that replaced it, wherever it turns up.
insert into identity.replaced
select a.rid from identity.arrived as a join identity.superseded as u on u.old = a.number;

update identity.arrived_rows set number = u.new from identity.superseded as u where u.old = identity.arrived_rows.number;

update identity.register_rows set person = u.new
from identity.superseded as u where u.old = identity.register_rows.person
