from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools.roles import CLERK, HEAD
from ..tools.text import said


class CivilEnforcementEvidence(models.Model):
    """A piece of evidence (证据), and its preservation by registration (先行登记保存).

    What is preserved has to be decided on within seven working days; the head of the
    section approves the preservation. Source: Administrative Penalty Law, articles
    46, 56 and 85.
    """

    _name = "civil.enforcement.evidence"
    _description = "Evidence"
    _inherit = ["civil.enforcement.part"]
    _order = "case_id, sequence, id"

    _step_fields = ("preserved_on", "preserved_uid", "released_on", "release")

    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    kind = fields.Selection(
        [
            ("documentary", "Documentary Evidence"),
            ("physical", "Physical Evidence"),
            ("audiovisual", "Audiovisual Material"),
            ("electronic", "Electronic Data"),
            ("witness", "Testimony of a Witness"),
            ("party", "Statement of the Party"),
            ("expert", "Expert Opinion"),
            ("record", "Record of Inspection or on Site"),
        ],
        required=True,
        default="documentary",
    )
    obtained_on = fields.Date(
        required=True, default=lambda self: fields.Date.context_today(self)
    )
    place = fields.Char()
    quantity = fields.Char(help="Such as 3 pieces; as it stands on the list.")
    proves = fields.Char(help="What it is to prove.")
    attachment_ids = fields.Many2many(
        "ir.attachment", string="Files", bypass_search_access=True
    )
    preserved_on = fields.Date(string="Preserved on", readonly=True, copy=False)
    preserved_uid = fields.Many2one(
        "res.users", string="Preservation Approved by", readonly=True, copy=False
    )
    preserve_until = fields.Date(
        string="To Be Decided by",
        compute="_compute_preserve_until",
        store=True,
        help="Seven working days after the preservation, the day itself not counted.",
    )
    released_on = fields.Date(string="Decided on", readonly=True, copy=False)
    release = fields.Char(
        string="What Became of It",
        readonly=True,
        copy=False,
        help="Returned, confiscated, seized, transferred or examined.",
    )
    is_late = fields.Boolean(string="Preservation Overdue", compute="_compute_is_late")

    @api.depends("preserved_on")
    def _compute_preserve_until(self):
        for evidence in self:
            evidence.preserve_until = (
                evidence.preserved_on
                and evidence.case_id._workdays(
                    evidence.preserved_on, "enforcement.preservation_days"
                )
            )

    @api.depends("preserve_until", "released_on")
    @api.depends_context("tz")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for evidence in self:
            last = evidence.preserve_until
            evidence.is_late = bool(last) and (evidence.released_on or today) > last

    @api.constrains("obtained_on")
    def _check_obtained_on(self):
        for evidence in self:
            if evidence.obtained_on > fields.Date.context_today(self):
                raise ValidationError(
                    self.env._(
                        "%(name)s was obtained in the future.", name=evidence.name
                    )
                )

    def action_preserve(self):
        """Preserve the evidence by registration, with the head's approval.

        :raises UserError: not the head, or it is preserved already
        """
        self.check_access("write")
        self.case_id._check_role(HEAD)
        for evidence in self:
            if evidence.preserved_on:
                raise UserError(
                    self.env._("%(name)s is preserved already.", name=evidence.name)
                )
            evidence.case_id._check_officers()
            evidence._write_by_step(
                {
                    "preserved_on": fields.Date.context_today(self),
                    "preserved_uid": self.env.uid,
                }
            )
            evidence.case_id._issue_document(
                "enforcement.preservation",
                key=f"preservation-{evidence.id}",
                goods=evidence.name,
                quantity=evidence.quantity or "1件",
                found_at=evidence.place or evidence.case_id.place or "",
                until=evidence.preserve_until,
            )
        self.case_id._sync_todos()

    def action_decide_preservation(self, day=None, text=None):
        """Decide what becomes of preserved evidence (登记保存物品处理决定).

        :param date day: of the decision; today if not given
        :param str text: what becomes of it
        :raises UserError: it isn't preserved, or was decided on already
        """
        if not said(text):
            return self.env["civil.enforcement.step"]._open(
                self, "action_decide_preservation", self.env._("Decide")
            )
        self.check_access("read")
        self.case_id._check_role(CLERK)
        day = fields.Date.to_date(day) or fields.Date.context_today(self)
        for evidence in self:
            if not evidence.preserved_on or evidence.released_on:
                raise UserError(
                    self.env._(
                        "%(name)s isn't preserved, or has been decided on.",
                        name=evidence.name,
                    )
                )
            if not evidence.preserved_on <= day <= fields.Date.context_today(self):
                raise UserError(
                    self.env._("The decision can't lie before the preservation.")
                )
            evidence._write_by_step({"released_on": day, "release": said(text)})
        self.case_id._sync_todos()
        return True
