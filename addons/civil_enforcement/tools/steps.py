"""The course of a case of enforcement as one table: from, to, who, what must hold."""

from odoo.addons.civil_base.models.workflow_mixin import Transition

from .roles import CLERK, DEPUTY, HEAD, STAFF

#: What the steps alone write, beside state and stamps.
GUARDED = (
    "name",
    "decision_hash",
    "not_filed_reason",
    "notice_on",
    "notice_served_on",
    "statement_on",
    "statement",
    "statement_answer",
    "waived_on",
    "withdrawn_notice_reason",
    "served_on",
    "fine_due_on",
    "instalments_uid",
    "instalments_date",
    "reminded_on",
    "court_on",
    "court_note",
    "court_result",
    "close_reason",
    "published_on",
    "publication_url",
    "publication_ended_on",
    "publication_end_reason",
    "simple_reported_on",
)
#: The steps, in the order in which people meet them.
TRANSITIONS = (
    Transition(
        "draft",
        "filing",
        group=CLERK,
        guard="_guard_file",
        stamp="submitted",
    ),
    Transition("draft", "not_filed", group=CLERK),
    Transition(
        "filing", "draft", group=CLERK, guard="_guard_take_back", name="take_back"
    ),
    Transition(
        "filing",
        "filing",
        group=STAFF,
        guard="_guard_review",
        effect="_effect_review",
        name="review_filing",
    ),
    Transition(
        "filing",
        "investigating",
        group=STAFF,
        guard="_guard_approve",
        effect="_effect_approve_filing",
        stamp="filed",
    ),
    Transition(
        "filing", "draft", group=STAFF, guard="_guard_send_back", name="send_back"
    ),
    Transition(
        "investigating",
        "reported",
        group=CLERK,
        guard="_guard_report",
        effect="_effect_report",
        stamp="reported",
    ),
    Transition(
        "reported",
        "noticed",
        group=CLERK,
        guard="_guard_notice",
        effect="_effect_notice",
    ),
    Transition(
        ("noticed", "reported"),
        "reported",
        group=CLERK,
        guard="_guard_withdraw_notice",
        name="withdraw_notice",
    ),
    Transition(
        ("reported", "noticed"),
        "deciding",
        group=CLERK,
        guard="_guard_submit_decision",
        stamp="submitted",
    ),
    Transition(
        "deciding",
        "deciding",
        group=STAFF,
        guard="_guard_review",
        effect="_effect_review",
        name="review_decision",
    ),
    Transition(
        "deciding",
        "decided",
        group=STAFF,
        guard="_guard_approve",
        effect="_effect_approve_decision",
        stamp="decided",
    ),
    Transition(
        "deciding",
        "reported",
        group=STAFF,
        guard="_guard_send_back",
        name="send_back",
    ),
    Transition(
        "deciding",
        "reported",
        group=CLERK,
        guard="_guard_take_back",
        name="take_back",
    ),
    Transition("decided", "served", group=CLERK, name="serve", guard="_guard_serve"),
    Transition(
        "draft",
        "served",
        group=CLERK,
        guard="_guard_on_spot",
        stamp="decided",
        name="on_spot",
    ),
    Transition(
        ("served", "decided"),
        "closed",
        group=(HEAD, DEPUTY),
        guard="_guard_close",
        stamp="closed",
    ),
    Transition("closed", "archived", group=CLERK, guard="_guard_archive"),
)
