select links.person_id, conditions.CONDITION as condition, conditions.DIAGNOSIS_DATE as diagnosed_on
from gp_conditions as conditions
join person_links as links on links.source = 'gp' and links.source_person_id = conditions.NHS_NO
