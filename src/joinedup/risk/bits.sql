-- Codes numbered by how often they occur, so that "how many different" is one bit_or and one bit_count. A signed
-- integer has room for 62; the codes rarer than that share the last bit, so that a count above 61 is a lower bound.
create or replace temp table specialty_bits as
select treatment_function, least(row_number() over (order by sum(times) desc, treatment_function), 62) - 1 as bit
from (
    select treatment_function, count(*) as times from spells group by 1
    union all
    select treatment_function, count(*) as times from appointments group by 1
)
where treatment_function is not null
group by treatment_function;

create or replace temp table team_bits as
select team_type, least(row_number() over (order by count(*) desc, team_type), 62) - 1 as bit
from contacts
where team_type is not null
group by team_type;

create or replace temp table condition_bits as
select condition, least(row_number() over (order by count(*) desc, condition), 62) - 1 as bit
from conditions
where condition is not null
group by condition;

-- The same as lists: a code's place gives its bit (-1 for none), looked up once for each code of a file's dictionary.
set variable specialty_bits = (select list(treatment_function order by bit) from specialty_bits);
set variable team_bits = (select list(team_type order by bit) from team_bits);

create or replace macro bit_of(codes, code) as least(coalesce(list_position(codes, code), 0) - 1, 61)::tinyint;
