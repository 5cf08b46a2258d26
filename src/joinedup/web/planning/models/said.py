"""What every fact about a plan carries: who said it, and when."""

from django.conf import settings
from django.db import models


class Said(models.Model):
    """A fact: added once by somebody, and never changed."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
