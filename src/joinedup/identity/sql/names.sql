-- Each distinct spelling is folded once: case, accents, letters that have none (ł, đ, ø), titles, "known as", hyphens and
-- apostrophes. Most need no more than small letters (simple). Reads identity.spellings(raw); writes identity.names. The ids
-- are hashes of the folded name, of its sound and of its first three letters: where hundreds of thousands of rows meet,
-- whole numbers join faster than text.
create or replace table identity.names as
with plain as (
    select raw, simple,
           case when simple then lower(raw)
                else replace(replace(replace(replace(
                    translate(lower(strip_accents(nfc_normalize(raw))), 'łđøıħŧð', 'ldoihtd'),
                    'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th') end as folded
    from (select raw, not regexp_matches(raw, '[^A-Za-z]') as simple from identity.spellings)
),
called as (
    select raw, simple, folded,
           case when not simple then coalesce(
               nullif(regexp_extract(folded, '(?:known as|a\.?k\.?a\.?|k/a|called|prefers|formerly|nee)\s+["''“‘(]?([\p{L}\p{M}]+)', 1), ''),
               nullif(regexp_extract(folded, '["“(\[]\s*([\p{L}\p{M}]+)\s*["”)\]]', 1), '')) end as known
    from plain
),
bare as (
    select raw, known,
           case when simple then folded else regexp_replace(regexp_replace(regexp_replace(regexp_replace(folded,
               '\s*[,(]?\s*\b(known as|a\.?k\.?a\.?|k/a|called|prefers|formerly|nee)\s+.*$', ''),
               '["“(\[].*?["”)\]]', ' ', 'g'),
               '^\s*(mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|lady|lord|rev|reverend|master)\b\.?\s+(\S)', '\2'),
               '[''’‘`´ʼ]', '', 'g') end as text
    from called
),
parted as (
    select raw, known, list_filter(regexp_split_to_array(text, '[^\p{L}\p{M}]+'), lambda part: part <> '') as parts
    from bare
),
joined as (
    select raw, known, parts, array_to_string(parts, '') as name from parted
),
named as (
    select raw,
           case when name in ('', 'unknown', 'notknown', 'nk', 'na', 'none', 'null', 'xxx', 'unnamed', 'unk', 'notstated')
                then null else name end as name,
           case when len(parts) > 1 then parts[1] end as first_part,
           case when len(parts) > 1 then parts[len(parts)] end as last_part,
           known, roots.roots,
           left(name, 1) || left(regexp_replace(regexp_replace(regexp_replace(replace(replace(substr(name, 2), 'ph', 'f'), 'ck', 'k'),
                '[aeiouyhw]', '', 'g'), '[cqk]+', 'k', 'g'), '[zs]+', 's', 'g'), 3) as sound
    from joined left join identity.roots on roots.short = coalesce(parts[1], name)
)
select *, id_of(name) as name_id, id_of(sound) as sound_id, id_of(left(name, 3)) as start_id
from named
