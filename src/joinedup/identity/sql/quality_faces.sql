-- Every record beside its link: what the quality of links is told by, and the number it carries.
create or replace table identity.faces as
with places as (
    select replace(postcode, ' ', '') as plain, any_value(imd_decile) as decile
    from {postcodes} group by all
),
digits as (
    select *, try_cast(number_text as bigint) as digits from ({selects})
),
tens as (
    select * exclude (digits), case when as_written(number_text, digits) then digits else ten_digits(number_text) end as ten
    from digits
)
select f.source, f.organisation_code, f.gender, f.born, f.ethnicity, f.says_ethnicity, p.decile, l.person_id,
       l.method <> 'unmatched' as found, f.number_text is not null as numbered, if_valid(f.ten) as number
from tens as f
left join person_links as l using (source, organisation_code, source_person_id)
left join places as p on p.plain = replace(f.postcode, ' ', '')
