"""Static files named by what is in them, so that a browser may keep them for ever; imports between scripts follow."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Hashed, compressed names. Before they are collected (checks, tests) plain names are given."""

    support_js_module_import_aggregation = True
    manifest_strict = False
