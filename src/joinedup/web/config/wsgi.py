"""What the web server runs. Refuses to start when it would be unsafe, and says why."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "joinedup.web.config.settings")
application = get_wsgi_application()

from joinedup.web.config import safety  # noqa: E402 (asks the database, so Django comes first)

safety.refuse_when_unsafe()
