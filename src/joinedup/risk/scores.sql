-- The ranked list: everyone registered now, with the words for why. A band is a share of everyone that a team can take
-- on: the cuts at which the list is judged (judging/validation.sql), and 'rest' below the widest of them.
with worded as (select number, to_json(words)::varchar as words from phrases)
select
    person_id,
    practices.words as practice_code,
    score,
    scored.rank,
    case when scored.rank <= ceil(0.005 * everyone) then 'top 0.5%'
         when scored.rank <= ceil(0.01 * everyone) then 'top 1%'
         when scored.rank <= ceil(0.02 * everyone) then 'top 2%'
         when scored.rank <= ceil(0.05 * everyone) then 'top 5%'
         else 'rest' end as band,
    '[' || concat_ws(',', first.words, second.words, third.words, fourth.words) || ']' as reasons,
    getvariable('index_date')::date as index_date
from scored
left join practices on practices.number = scored.practice
cross join (select count(*) as everyone from scored)
left join worded as first on first.number = reason_1
left join worded as second on second.number = reason_2
left join worded as third on third.number = reason_3
left join worded as fourth on fourth.number = reason_4
