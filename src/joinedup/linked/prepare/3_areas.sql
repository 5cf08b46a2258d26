-- Postcodes by their letters and digits alone: extracts write the space in different places.
create or replace table areas as
select
    upper(replace(POSTCODE, ' ', '')) as postcode_key,
    any_value(POSTCODE) as postcode,
    any_value(LSOA) as lsoa,
    any_value(WARD) as ward,
    any_value(DISTRICT) as district,
    any_value(COUNCIL) as council,
    any_value(LSOA_GROUP) as lsoa_group,
    any_value(cast(IMD_DECILE as integer)) as imd_decile
from postcodes
group by postcode_key
