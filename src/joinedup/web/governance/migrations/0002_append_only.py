"""The database itself refuses to change or delete an entry of the access log."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db import migrations

TABLE = "governance_accessentry"
WHY = "the access log is only ever added to"

SQLITE = [
    f"CREATE TRIGGER {TABLE}_kept_{event} BEFORE {event} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{WHY}'); END"
    for event in ("update", "delete")
]
POSTGRESQL = [
    f"CREATE FUNCTION {TABLE}_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{WHY}'; END $$",
    f"CREATE TRIGGER {TABLE}_kept BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {TABLE}_kept()",
    f"CREATE TRIGGER {TABLE}_kept_whole BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_kept()",
]


def guard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_initial")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
