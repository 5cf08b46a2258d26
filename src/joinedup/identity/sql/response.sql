-- The response file: one row a request, national columns first. What the register holds is returned only for a match.
create or replace table identity.response as
with held as (
    select person, arg_max(sid, sid) as sid from identity.register group by person
),
answers as (
    select a.rid, a.reference, a.number_text, p.method, p.rule, p.score, p.band, p.outcome, p.person,
           n.number is not null as contradicted
    from identity.arrived as a
    left join identity.placed as p on p.rid = a.rid
    left join (select distinct number from identity.register where number is not null) as n on n.number = a.number
)
select a.rid,
       a.reference as "UNIQUE REFERENCE", a.number_text as "REQ_NHS_NO",
       s.family_raw as "FAMILY_NAME", s.given_raw as "GIVEN_NAME", s.other_raw as "OTHER_GIVEN_NAME",
       s.gender_raw as "GENDER", s.dob_raw as "DATE_OF_BIRTH", s.death_raw as "DATE_OF_DEATH",
       s.address_raw as "ADDRESS_LINE1", s.line_2_raw as "ADDRESS_LINE2", s.town_raw as "ADDRESS_LINE3",
       s.region_raw as "ADDRESS_LINE4", s.line_5_raw as "ADDRESS_LINE5", s.postcode_raw as "POSTCODE",
       s.practice as "GP_PRACTICE_CODE", s.number_text as "MATCHED_NHS_NO",
       coalesce(case when a.contradicted and a.outcome = '20' then '33' else a.outcome end,
                case when a.contradicted then '31' else '21' end) as "ERROR_SUCCESS_CODE",
       case when a.band = 'accept' then case a.method when 'cross-check' then '1' when 'alphanumeric' then '3' else '4' end
            else '0' end as "MATCHED_ALGORITHM_INDICATOR",
       case when a.band = 'accept' then round(100 * a.score, 6) else 0 end as "MATCHED_CONFIDENCE_PERCENTAGE",
       s.reference as "MATCHED_REFERENCE", case when a.band = 'accept' then a.rule end as "MATCHED_RULE",
       v.number_text as "REVIEW_NHS_NO", v.reference as "REVIEW_REFERENCE",
       case when a.band = 'review' then round(100 * a.score, 6) end as "REVIEW_CONFIDENCE_PERCENTAGE"
from answers as a
left join held as h on h.person = a.person
left join identity.register as s on s.sid = h.sid and a.band = 'accept'
left join identity.register as v on v.sid = h.sid and a.band = 'review'
