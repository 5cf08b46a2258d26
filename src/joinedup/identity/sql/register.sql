-- Every row of the register. "person" is who it is about: the ten digits it is filed under.
select * exclude (digits), case when as_written(reference, digits) then digits else ten_digits(reference) end as person
from (
    select NHS_NO as reference, try_cast(NHS_NO as bigint) as digits,
           FAMILY_NAME as family_raw, GIVEN_NAME as given_raw, OTHER_GIVEN_NAME as other_raw,
           gender_of(GENDER) as gender, day_number(DATE_OF_BIRTH) as dob, ADDRESS_LINE1 as address_raw,
           postcode_of(POSTCODE) as postcode, GP_PRACTICE_CODE as practice
    from {spine}
)
