from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0004_pseudonym_alerts"),
    ]

    operations = [
        migrations.AlterField(
            model_name="alert",
            name="kind",
            field=models.CharField(
                choices=[
                    ("EMERGENCY", "A record was opened in an emergency"),
                    ("DISSENT", "A person’s wish was overridden"),
                    ("SEALED", "Something sealed was opened"),
                    ("ADDRESS", "A protected address was opened"),
                    ("CLAIMED", "Somebody said that they care for a person"),
                    ("PSEUDONYMS", "As many pseudonyms were tried as a day allows"),
                ],
                max_length=20,
            ),
        ),
    ]
