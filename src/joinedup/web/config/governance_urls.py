"""The addresses of governance: roles, accounts, consent, alerts, the access log."""

from django.urls import URLPattern, path

from joinedup.web.governance.views import (
    access_log,
    alerts,
    caseloads,
    closed_records,
    consent,
    home,
    identities,
    organisations,
    passwords,
    second_factors,
    staff,
    statements,
)
from joinedup.web.maintenance import views as maintenance
from joinedup.web.people import beyond_care_views as beyond

GOVERNANCE: list[URLPattern] = [
    path("", home.home, name="home"),
    path("role/", home.choose_role, name="choose-role"),
    path("accessibility/", statements.accessibility, name="accessibility"),
    path("privacy/", statements.privacy, name="privacy"),
    path("alerts/", alerts.alerts, name="alerts"),
    path("alerts/<str:reference>/", alerts.alert, name="alert"),
    path("access-log/", access_log.access_log, name="access-log"),
    path("kept/", maintenance.kept, name="kept"),
    path("lost/", maintenance.lost, name="lost-ids"),
    path("people/<str:person_id>/open/", closed_records.open_closed, name="open-closed"),
    path("people/<str:person_id>/consent/", consent.consent, name="consent"),
    path("people/<str:person_id>/caseload/", caseloads.caseload, name="caseload"),
    path("opt-outs/", beyond.opt_outs, name="opt-outs"),
    path("opt-outs/file/", beyond.opt_out_file, name="opt-out-file"),
    path("without-names/", beyond.without_names, name="without-names"),
    path("re-identify/", beyond.re_identify, name="re-identify"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/<int:organisation_id>/", organisations.organisation, name="organisation"),
    path("sign-in/new-password/<str:token>/", passwords.new_password, name="new-password"),
    path("account/sign-out-everywhere/", passwords.sign_out_everywhere, name="sign-out-everywhere"),
    path("accounts/", staff.staff, name="staff"),
    path("accounts/new/", staff.new_account, name="new-account"),
    path("accounts/<int:user_id>/", staff.staff_member, name="staff-member"),
    path("accounts/<int:user_id>/identity/", identities.identity, name="identity"),
    path("accounts/<int:user_id>/new-password/", passwords.password_link, name="password-link"),
    path("accounts/<int:user_id>/second-factor/", second_factors.second_factor_reset, name="second-factor-reset"),
    path("accounts/<int:user_id>/close/", staff.close, name="close-account"),
    path("roles/<int:membership_id>/end/", staff.end, name="end-role"),
]
