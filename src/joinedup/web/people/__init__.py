"""People on the site: find one of your own, read their record, see who else has."""
