select
    links.person_id,
    deaths.DATE_OF_DEATH as died_on,
    deaths.DATE_OF_REGISTRATION as registered_on,
    deaths.PLACE_OF_DEATH as place,
    deaths.UNDERLYING_CAUSE as cause
from deaths
join person_links as links
    on links.source = 'deaths' and links.source_person_id = deaths.DEATH_RECORD_ID
qualify row_number() over (partition by links.person_id order by DATE_OF_DEATH, DEATH_RECORD_ID) = 1
