-- Every row of the register, under a number of its own. "person" is who it is about: the ten digits it is filed under, which
-- are also the NHS Number where they are a valid one.
create table identity.register as
select (row_number() over ())::integer as sid, *, case when number is null then reference end as number_text
from (
    select * exclude (digits), if_valid(person) as number
    from (
        select *, case when as_written(reference, digits) then digits else ten_digits(reference) end as person
        from (
            select NHS_NO as reference, try_cast(NHS_NO as bigint) as digits,
                   FAMILY_NAME as family_raw, GIVEN_NAME as given_raw, OTHER_GIVEN_NAME as other_raw,
                   gender_of(GENDER) as gender_raw, day_number(DATE_OF_BIRTH) as dob, ADDRESS_LINE1 as address_raw,
                   postcode_of(POSTCODE) as postcode_raw, GP_PRACTICE_CODE as practice
            from {spine}
        )
    )
)
