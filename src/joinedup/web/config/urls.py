"""Every page of the site: its address, the view that answers, its name. Nowhere else is an address declared.

Each view says who may open it (``@needs``, ``@signed_in`` or ``@public`` in ``web.governance.access``); one that does
not is refused. Views of packages are declared here, beside their address.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as elsewhere
from django.urls import URLPattern, path

from joinedup.web.accounts import provider
from joinedup.web.config.governance_urls import GOVERNANCE
from joinedup.web.config.plan_urls import PLANS
from joinedup.web.coordination import views as coordination
from joinedup.web.design import errors
from joinedup.web.governance.access import public, signed_in
from joinedup.web.governance.views import account as own
from joinedup.web.insight import published_views as published
from joinedup.web.insight import views as insight
from joinedup.web.linkage import completeness as complete
from joinedup.web.linkage import merge_views as merging
from joinedup.web.linkage import quality_views as links
from joinedup.web.linkage import review_views as review
from joinedup.web.linkage import rule_views as ruling
from joinedup.web.linkage import views as linkage
from joinedup.web.people import views as people

SIGN_IN: list[URLPattern] = [
    path("sign-in/", public(account.login), name="account_login"),
    path("sign-in/code/", public(mfa.authenticate), name="mfa_authenticate"),
    path("sign-out/", public(account.logout), name="account_logout"),
    path("sign-in/closed/", public(account.account_inactive), name="account_inactive"),
    path("sign-in/no-account/", public(account.signup), name="account_signup"),
    path("sign-in/again/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("sign-in/again/code/", signed_in(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("sign-in/provider/cancelled/", public(elsewhere.login_cancelled), name="socialaccount_login_cancelled"),
    path("sign-in/provider/error/", public(elsewhere.login_error), name="socialaccount_login_error"),
    path("sign-in/provider/no-account/", public(account.signup), name="socialaccount_signup"),
    path("sign-in/<str:provider_id>/", public(provider.login), name="openid_connect_login"),
    path("sign-in/<str:provider_id>/callback/", public(provider.callback), name="openid_connect_callback"),
]

OWN_ACCOUNT: list[URLPattern] = [
    path("account/", own.account, name="account"),
    path("account/password/", own.change_password, name="account_change_password"),
    path("account/second-factor/", signed_in(mfa.index), name="mfa_index"),
    path("account/second-factor/app/", signed_in(totp.activate_totp), name="mfa_activate_totp"),
    path("account/second-factor/app/stop/", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/second-factor/codes/", signed_in(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "account/second-factor/codes/new/",
        signed_in(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
]

CARE: list[URLPattern] = [
    path("people/", people.find, name="find-person"),
    path("people/<str:person_id>/", people.person, name="person"),
    path("worklist/", coordination.show, name="worklist"),
    path("worklist/counts/", coordination.how_many, name="worklist-counts"),
    path("worklist/<str:person_id>/", coordination.decide, name="decide-case"),
]

COUNTS: list[URLPattern] = [
    path("measures/", insight.measures, name="measures"),
    path("measures/published/", published.published_files, name="published-files"),
    path("measures/published/load/", published.load_published, name="load-published"),
    path("measures/published/<str:feed_id>/", published.published_figure, name="published-figure"),
    path("measures/<str:measure_id>/", insight.measure, name="measure"),
]

DATA: list[URLPattern] = [
    path("data/", linkage.data, name="data"),
    path("data/receive/", linkage.receive, name="receive-file"),
    path("data/pairs/", review.queue, name="review-pairs"),
    path("data/pairs/rule/", ruling.rule, name="review-rule"),
    path("data/pairs/<str:ref>/", review.pair, name="review-pair"),
    path("data/completeness/", complete.completeness, name="completeness"),
    path("data/quality/", links.link_quality, name="link-quality"),
    path("data/quality/<str:step>/", links.next_drawn, name="next-drawn"),
    path("data/merges/", merging.all_merges, name="merges"),
    path("data/merges/new/", merging.new_merge, name="new-merge"),
    path("data/merges/<str:ref>/", merging.merge, name="merge"),
    path("data/<str:table>/", linkage.extract, name="extract"),
]

urlpatterns: list[URLPattern] = [*GOVERNANCE, *CARE, *COUNTS, *DATA, *PLANS, *SIGN_IN, *OWN_ACCOUNT]

handler400 = errors.bad_request
handler403 = errors.not_allowed
handler404 = errors.not_found
handler500 = errors.broken
