-- The ranked list: everyone registered now, with the words for why.
select
    person_id,
    practice_code,
    score,
    scored.rank,
    case when scored.rank <= ceil(0.005 * everyone) then 'top 0.5%'
         when scored.rank <= ceil(0.01 * everyone) then 'top 1%'
         when scored.rank <= ceil(0.02 * everyone) then 'top 2%'
         when scored.rank <= ceil(0.05 * everyone) then 'top 5%'
         else 'rest' end as band,
    to_json(list_filter([first.words, second.words, third.words, fourth.words], lambda words: words is not null))::varchar
        as reasons,
    getvariable('index_date')::date as index_date
from scored
join people_now using (person_id)
cross join (select count(*) as everyone from scored)
left join phrases as first on first.number = reason_1
left join phrases as second on second.number = reason_2
left join phrases as third on third.number = reason_3
left join phrases as fourth on fourth.number = reason_4
