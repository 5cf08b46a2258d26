"""Made-up organisations and people to show the site with. Refused in production."""
