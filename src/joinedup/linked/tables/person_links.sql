select source, organisation_code, source_person_id, person_id, method, rule, score, band, outcome from person_links
