-- Two leftovers are one person when the number and date of birth agree and a name does, or when both names, the date of
-- birth (not a 1 January), the postcode and the gender all agree. identity.left is cleaned, and in the order of its ids.
create or replace table identity.leftover_pairs as
with pairs as (
    select l.place as low, h.place as high, '1-number' as rule, l.number as low_number, h.number as high_number
    from identity.left as l join identity.left as h on h.number = l.number and h.place > l.place
    where h.dob = l.dob
      and (h.given = l.given or list_has_any(h.roots, l.roots) or jaro_winkler_similarity(h.given, l.given) >= 0.92
           or (l.given is null and l.family is null) or (h.given is null and h.family is null)
           or (l.given is null and h.family = l.family) or (h.given is null and h.family = l.family))
    union all
    select l.place, h.place, '2-names-birth-postcode', l.number, h.number
    from identity.left as l
    join identity.left as h on h.dob = l.dob and h.family = l.family and h.given = l.given
         and h.postcode = l.postcode and h.place > l.place
    where l.dob % 10000 <> 101 and l.dob % 100 <> 0
      and coalesce(h.gender = l.gender, true)
      and coalesce(h.number = l.number, true)
)
from pairs
