with pairs as (
    select practice_code, areas.lsoa, areas.ward, areas.district, areas.council, areas.imd_decile
    from register_periods
    left join areas using (postcode_key)
    union
    select null, lsoa, ward, district, council, imd_decile
    from linked.persons
    where not on_register
),

groups_ as (select lsoa, min(lsoa_group) as lsoa_group from areas group by lsoa)

select
    cast(row_number() over (order by practice_code, lsoa, ward, district, council, imd_decile) as integer) as place_id,
    pairs.practice_code, tree.network_code, tree.locality_code, tree.icb_code,
    pairs.lsoa, groups_.lsoa_group, pairs.ward, pairs.district, pairs.council, pairs.imd_decile
from pairs
left join practice_tree as tree using (practice_code)
left join groups_ using (lsoa)
