-- Every record to be placed. {selects} are the sources' rows.
select * exclude (ten), if_valid(ten) as number
from (
    select * exclude (digits), case when as_written(number_text, digits) then digits else ten_digits(number_text) end as ten
    from ({selects})
)
