-- Step 3: the best person where the chance of being right is high enough. A number verified by its source and not on the
-- register belongs to somebody else, so such a record is never joined to another number; it is shown for review at most.
insert into identity.placed
select b.rid, b.person, 'scored', 'scored', b.score,
       case when b.score >= {accept} and not r.stands and ({nameless} or r.given is not null or r.family is not null)
                 and b.person not in (select number from identity.clashing) then 'accept' else 'review' end,
       case when r.number is not null then '33' when b.score >= {accept} then '20' else '22' end
from identity.best as b
join identity.records as r on r.rid = b.rid
where b.score >= {review}
