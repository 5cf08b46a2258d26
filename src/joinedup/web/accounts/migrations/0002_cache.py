"""The table in which wrong passwords are counted, shared by every process of the site."""

from django.core.management import call_command
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db import migrations


def make(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    call_command("createcachetable", "accounts_cache", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
