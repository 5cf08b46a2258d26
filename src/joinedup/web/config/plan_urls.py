"""The addresses of plans."""

from django.urls import URLPattern, path

from joinedup.web.planning import answer_views as answers
from joinedup.web.planning import assuring_views as assuring
from joinedup.web.planning import commentary_views as commentary
from joinedup.web.planning import delivery_views as delivery
from joinedup.web.planning import governing_views as governing
from joinedup.web.planning import part_views as parts
from joinedup.web.planning import partner_views as partners
from joinedup.web.planning import row_views as rows
from joinedup.web.planning import signing_views as signing
from joinedup.web.planning import views as planning

PLANS: list[URLPattern] = [
    path("plans/", planning.plans, name="plans"),
    path("plans/import/", planning.import_plan, name="import-plan"),
    path("plans/<int:pk>/", planning.plan, name="plan"),
    path("plans/<int:pk>/section/<slug:part>/", planning.section, name="plan-section"),
    path("plans/<int:pk>/section/<slug:part>/ask/", partners.ask, name="plan-ask"),
    path("plans/<int:pk>/answer/<str:key>/", answers.answer, name="plan-answer"),
    path("plans/<int:pk>/answer/<str:key>/draft/", answers.keep_draft, name="plan-draft"),
    path("plans/<int:pk>/answer/<str:key>/draft/drop/", answers.drop_draft, name="plan-draft-drop"),
    path("plans/<int:pk>/answer/<str:key>/back/<int:number>/", answers.go_back, name="plan-go-back"),
    path("plans/<int:pk>/answer/<str:key>/comments/", answers.comments, name="plan-comments"),
    path("plans/<int:pk>/answer/<str:key>/comments/say/", answers.say, name="plan-say"),
    path("plans/<int:pk>/comments/<int:comment>/seen-to/", answers.see_to, name="plan-see-to"),
    path("plans/<int:pk>/row/<slug:kind>/new/", rows.new_row, name="plan-new-row"),
    path("plans/<int:pk>/row/<slug:kind>/<int:number>/", rows.row, name="plan-row"),
    path("plans/<int:pk>/row/<slug:kind>/<int:number>/out/", rows.take_out, name="plan-row-out"),
    path("plans/<int:pk>/row/<slug:kind>/<int:number>/draft/", rows.keep_draft, name="plan-row-draft"),
    path("plans/<int:pk>/row/<slug:kind>/<int:number>/draft/drop/", rows.drop_draft, name="plan-row-draft-drop"),
    path("plans/<int:pk>/part-2/", parts.part_2, name="plan-part-2"),
    path("plans/<int:pk>/figures/", parts.figures, name="plan-figures"),
    path("plans/<int:pk>/figures/<int:number>/take-over/", parts.take_over, name="plan-take-over"),
    path("plans/<int:pk>/carry/<slug:to>/", partners.carry, name="plan-carry"),
    path("plans/<int:pk>/milestones/", delivery.milestones, name="plan-milestones"),
    path("plans/<int:pk>/milestones/<int:number>/", delivery.milestone, name="plan-milestone"),
    path("plans/<int:pk>/risks/", delivery.risks, name="plan-risks"),
    path("plans/<int:pk>/risks/<int:number>/", delivery.risk, name="plan-risk"),
    path("plans/<int:pk>/boards/", governing.governed, name="plan-governed"),
    path("plans/<int:pk>/boards/new/", governing.board, name="plan-board"),
    path("plans/<int:pk>/boards/<int:board>/close/", governing.close_board, name="plan-board-close"),
    path("plans/<int:pk>/decisions/new/", governing.decision, name="plan-decision"),
    path("plans/<int:pk>/decisions/<int:decision>/action/", governing.give_action, name="plan-action"),
    path("plans/<int:pk>/actions/<int:action>/done/", governing.finish, name="plan-action-done"),
    path("plans/<int:pk>/providers/", commentary.commentaries, name="plan-providers"),
    path("plans/<int:pk>/providers/ask/", commentary.ask, name="plan-ask-provider"),
    path("plans/<int:pk>/providers/own/", commentary.own, name="plan-commentary"),
    path("plans/<int:pk>/review/", assuring.assurance, name="plan-assurance"),
    path("plans/<int:pk>/review/line/<slug:line>/", assuring.judge, name="plan-judge"),
    path("plans/<int:pk>/review/category/", assuring.conclude, name="plan-conclude"),
    path("plans/<int:pk>/review/condition/", assuring.condition, name="plan-condition"),
    path("plans/<int:pk>/review/condition/<int:condition>/evidence/", assuring.evidence, name="plan-evidence"),
    path("plans/<int:pk>/review/condition/<int:condition>/met/", assuring.met, name="plan-condition-met"),
    path("plans/<int:pk>/source/", planning.source, name="plan-source"),
    path("plans/<int:pk>/history/", planning.history, name="plan-history"),
    path("plans/<int:pk>/take-away/<slug:kind>/", planning.download, name="plan-download"),
    path("plans/<int:pk>/differences/", signing.differences, name="plan-differences"),
    path("plans/<int:pk>/signatures/", signing.signatures, name="plan-signatures"),
    path("plans/<int:pk>/signatures/sign/", signing.sign, name="plan-sign"),
    path("plans/<int:pk>/signatures/who/", signing.name_signatory, name="plan-signatory"),
    path("plans/<int:pk>/signatures/<int:signatory>/off/", signing.take_off_signatory, name="plan-signatory-off"),
    path("plans/<int:pk>/let-stand/", planning.silence, name="silence-finding"),
]
