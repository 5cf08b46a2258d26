-- The words of the other queries. Ten digits as a number; the check digit (ISB 0149) as arithmetic, so that no text is
-- taken apart: the first nine digits weigh 10 to 2, the tenth 1, and a right number adds up to a multiple of eleven.
-- None is temporary: steps taken at the same time have a cursor each, and see nothing temporary of one another's.
create or replace macro as_written(written, n) as
    n between 1000000000 and 9999999999 and length(written) = 10
    and written >= '1' and not contains(written, 'e') and not contains(written, 'E');
    -- 0x12345678 and 1000000e03 are numbers to a computer, not to a clerk

create or replace macro digits_of_ten(written) as
    case when as_written(written, try_cast(written as bigint)) then try_cast(written as bigint)
         when regexp_full_match(written, '[0-9]{10}') then try_cast(written as bigint) end;

create or replace macro ten_digits(written) as
    case when length(written) = 10 then digits_of_ten(written)
         else digits_of_ten(replace(replace(written, ' ', ''), '-', '')) end;

-- Digit d at place k weighs k + 1, and d is n // 10^k less ten times n // 10^(k + 1): so n // 10^k as a whole weighs
-- 1 - 9k, which leaves what 2k + 1 leaves when divided by eleven (and nothing at k = 5).
create or replace macro weighed(n) as
    n + n // 10 * 3 + n // 100 * 5 + n // 1000 * 7 + n // 10000 * 9 + n // 1000000 * 13
    + n // 10000000 * 15 + n // 100000000 * 17 + n // 1000000000 * 19;

-- NULL unless the check digit is right and the number is not one digit repeated.
create or replace macro if_valid(n) as case when weighed(n) % 11 = 0 and n % 1111111111 <> 0 then n end;

create or replace macro nhs_number_of(written) as if_valid(ten_digits(written));

create or replace macro number_text_of(written) as
    nullif(regexp_replace(upper(written), '[^0-9A-Z]', '', 'g'), '');

-- Dates are whole numbers, year × 10000 + month × 100 + day, with 0 for a part that is not known.
create or replace macro day_number(d) as year(d) * 10000 + month(d) * 100 + day(d);
create or replace macro year_of(d) as d // 10000;
create or replace macro month_of(d) as d // 100 % 100;
create or replace macro day_of(d) as d % 100;

create or replace macro day_number_of_text(written) as
    case when regexp_full_match(trim(written), '[0-9]{8}') then trim(written)::integer
         when regexp_full_match(trim(written), '[0-9]{6}') then trim(written)::integer * 100
         when regexp_full_match(trim(written), '[0-9]{4}') then trim(written)::integer * 10000
         when regexp_full_match(trim(written), '[0-9]{4}[-/.][0-9]{1,2}([-/.][0-9]{1,2})?([T ].*)?') then
              regexp_extract(trim(written), '^([0-9]{4})', 1)::integer * 10000
              + regexp_extract(trim(written), '^[0-9]{4}[-/.]([0-9]{1,2})', 1)::integer * 100
              + coalesce(nullif(regexp_extract(trim(written), '^[0-9]{4}[-/.][0-9]{1,2}[-/.]([0-9]{1,2})', 1), ''), '0')::integer
         -- a month named, as 3-Mar-1950
         when regexp_full_match(trim(written), '[0-9]{1,2}[-/. ]+[A-Za-z]{3,9}[-/., ]+[0-9]{4}') then
              regexp_extract(trim(written), '([0-9]{4})$', 1)::integer * 10000
              + (strpos('janfebmaraprmayjunjulaugsepoctnovdec', lower(regexp_extract(written, '([A-Za-z]{3})', 1))) + 2) // 3 * 100
              + regexp_extract(trim(written), '^([0-9]{1,2})', 1)::integer
         -- the month first, when it can be nothing else
         when regexp_full_match(trim(written), '(0?[1-9]|1[0-2])[-/.](1[3-9]|2[0-9]|3[01])[-/.][0-9]{4}') then
              regexp_extract(trim(written), '([0-9]{4})$', 1)::integer * 10000
              + regexp_extract(trim(written), '^([0-9]{1,2})', 1)::integer * 100
              + regexp_extract(trim(written), '^[0-9]{1,2}[-/.]([0-9]{1,2})', 1)::integer
         when regexp_full_match(trim(written), '[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}') then
              regexp_extract(trim(written), '([0-9]{4})$', 1)::integer * 10000
              + regexp_extract(trim(written), '^[0-9]{1,2}[-/.]([0-9]{1,2})', 1)::integer * 100
              + regexp_extract(trim(written), '^([0-9]{1,2})', 1)::integer
    end;

-- ZZ99 and its kin say "abroad" or "no fixed abode": they name no place, so they are no evidence.
create or replace macro postcode_of(written) as
    case when upper(written) like 'ZZ99%' then null
         else nullif(upper(replace(replace(written, ' ', ''), '-', '')), '') end;

create or replace macro gender_of(written) as
    case upper(left(trim(written), 1)) when '1' then 'M' when 'M' then 'M' when '2' then 'F' when 'F' then 'F' end;

create or replace macro phone_of(written) as
    nullif(right(regexp_replace(written, '[^0-9]', '', 'g'), 9), '');

-- Most texts have nothing to replace or to trim, and seeing so is cheaper than doing it; so is replacing mark by mark.
create or replace macro without_marks(written) as
    replace(replace(replace(replace(replace(replace(replace(replace(written,
        ',', ' '), '.', ' '), ';', ' '), ':', ' '), '''', ' '), '’', ''), '-', ''), '/', '');

create or replace macro plain_text(written) as
    nullif(case when regexp_matches(written, '[^A-Za-z0-9 ]|  |^ | $')
                then trim(replace(lower(without_marks(written)), '  ', ' ')) else lower(written) end, '');

-- The first number in an address. Most addresses begin with it, and there it is found without looking through them.
create or replace macro house_of(written) as
    nullif(case when written >= '0' and written < ':' then regexp_extract(written, '^[0-9]+[A-Za-z]?')
                else regexp_extract(written, '[0-9]+[A-Za-z]?') end, '');

-- One character changed, dropped, added or swapped with its neighbour; the cheap test goes first (padded, as hamming
-- stops at texts of different lengths even where the branch is not taken).
create or replace macro one_slip(a, b) as
    case when length(a) = length(b) then case when hamming(rpad(a, length(b)::integer, ' '), b) <= 2 then damerau_levenshtein(a, b) = 1 else false end
         when abs(length(a) - length(b)) = 1 and (left(a, 2) = left(b, 2) or right(a, 2) = right(b, 2))
         then levenshtein(a, b) = 1
         else false end;

-- A text as a whole number, to join by; a missing text has none.
create or replace macro id_of(written) as case when written is not null then hash(written) end;
