-- Everyone on the register, in numbers. Days are days before the last index date: whoever has no date of birth was born
-- long ago, and whoever is alive dies long after. born_on is year, month and day in one number. Deprivation is that of
-- the present address.
select
    person_id,
    coalesce(getvariable('index_date')::date - date_of_birth, 2000000000)::integer as born,
    coalesce(getvariable('index_date')::date - date_of_death, -2000000000)::integer as died,
    coalesce(year(date_of_birth) * 10000 + month(date_of_birth) * 100 + day(date_of_birth), -1)::integer as born_on,
    (gender is not distinct from '1')::utinyint as male,
    coalesce(imd_decile, 0)::utinyint as imd_decile,
    case when ethnic_category in ('A', 'B', 'C') then 1
         when ethnic_category in ('D', 'E', 'F', 'G') then 2
         when ethnic_category in ('H', 'J', 'K', 'L') then 3
         when ethnic_category in ('M', 'N', 'P') then 4
         when ethnic_category in ('R', 'S') then 5 else 0 end::utinyint as ethnic_group
from persons
where on_register
