"""A document with lines that is approved, for the tests alone."""

from odoo import fields, models

from odoo.addons.civil_base.models.workflow_mixin import Transition

#: Not the addon's name: the classes join a registry only where a test asks for it.
MODULE = "civil_approval_test_document"
DOCUMENT = "civil.approval.test.document"
LINE = "civil.approval.test.line"
STAFF = "civil_base.group_staff"


class Document(models.Model):
    _module = MODULE
    _name = DOCUMENT
    _description = "Document Under Test"
    _inherit = ["civil.approval.mixin"]

    _approval_maker_fields = ("maker_id",)
    _approval_open_fields = ("note",)
    _transitions = (
        Transition("draft", "under_approval", group=STAFF),
        Transition(
            "under_approval",
            "under_approval",
            group=STAFF,
            guard="_review_refusal",
            effect="_pass_tier",
            name="review",
        ),
        Transition(
            "under_approval",
            "approved",
            group=STAFF,
            guard="_approval_refusal",
            effect="_pass_tier",
        ),
        Transition("under_approval", "approved", group=STAFF, name="careless"),
        Transition("under_approval", "draft", group=STAFF, name="take_back"),
        Transition(
            ("under_approval", "approved"), "returned", group=STAFF, name="send_back"
        ),
        Transition("under_approval", "voided", group=STAFF),
        Transition("returned", "under_approval", group=STAFF, name="again"),
    )

    name = fields.Char()
    note = fields.Char()
    amount = fields.Float()
    maker_id = fields.Many2one("res.users")
    division_id = fields.Many2one("civil.division")
    line_ids = fields.One2many(LINE, "document_id")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("under_approval", "Under Approval"),
            ("approved", "Approved"),
            ("returned", "Returned"),
            ("voided", "Voided"),
        ],
        default="draft",
        required=True,
    )

    def _approval_digest(self):
        self.env.flush_all()
        return "|".join([self.name or "", *(line.text or "" for line in self.line_ids)])

    def action_submit(self):
        """Ask for approval."""
        self._transition("under_approval")
        self._request_approval()

    def action_pass(self):
        """Pass a tier that isn't the last one."""
        self._transition("under_approval", name="review")

    def action_approve(self):
        """Pass the last tier."""
        self._transition("approved")

    def action_end(self, target, name, outcome):
        """End the round."""
        self._transition(target, name=name)
        self._end_round(outcome, "a reason")


class Line(models.Model):
    _module = MODULE
    _name = LINE
    _description = "Line Under Test"
    _inherit = ["civil.approval.line.mixin"]

    _approval_parent = "document_id"
    _approval_open_fields = ("answer",)

    document_id = fields.Many2one(DOCUMENT, required=True, ondelete="cascade")
    text = fields.Char()
    answer = fields.Char()
