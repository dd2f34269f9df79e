from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from odoo.addons.civil_base.tools.text import clean

from ..tools.roles import CLERK
from ..tools.states import OPEN


class CivilSubsidyFinding(models.Model):
    """What a check found in a batch (核验结果), and what staff say to it.

    Mostly about one payment; about nobody in this batch when somebody is missing
    who was paid last month. ``source`` names the record that the finding rests on.
    """

    _name = "civil.subsidy.finding"
    _description = "Finding of a Check"
    _inherit = ["civil.division.mixin"]
    _order = "batch_id desc, check_id, id"
    _rec_name = "check_id"

    batch_id = fields.Many2one(
        "civil.subsidy.batch", required=True, ondelete="cascade", readonly=True
    )
    payment_id = fields.Many2one(
        "civil.subsidy.payment", ondelete="cascade", readonly=True
    )
    previous_id = fields.Many2one(
        "civil.subsidy.payment",
        string="Last Paid",
        ondelete="cascade",
        readonly=True,
        index="btree_not_null",
        help="The earlier payment that the finding compares with.",
    )
    resident_id = fields.Many2one(
        "civil.resident", readonly=True, index="btree_not_null"
    )
    person_name = fields.Char(
        string="Person's Name",
        compute="_compute_person_name",
        help="As claimed: an invalid number belongs to no resident.",
    )
    check_id = fields.Many2one(
        "civil.subsidy.check", required=True, readonly=True, ondelete="restrict"
    )
    outcome = fields.Selection(
        [("blocked", "Blocked"), ("held", "Held"), ("warned", "Warned")],
        required=True,
        readonly=True,
        help="The severity that the check had when it judged.",
    )
    needs_reason = fields.Boolean(readonly=True)
    detail = fields.Char(readonly=True, help="The figures that decided.")
    source_model = fields.Char(readonly=True)
    source_id = fields.Many2oneReference(
        "Source Record", model_field="source_model", readonly=True
    )
    program_id = fields.Many2one(related="batch_id.program_id")
    batch_state = fields.Selection(related="batch_id.state", string="Batch State")
    number = fields.Char(related="check_id.number", string="Rule")
    color = fields.Integer(related="check_id.color")
    remedy = fields.Text(related="check_id.remedy")
    legal_basis = fields.Char(related="check_id.legal_basis")
    is_open = fields.Boolean(
        string="Reason Missing",
        compute="_compute_is_open",
        search="_search_is_open",
        help="A warning that staff have to answer before the batch is submitted.",
    )
    reason = fields.Char(
        string="Explanation", readonly=True, help="Why staff let it pass."
    )
    reason_uid = fields.Many2one("res.users", string="Reason By", readonly=True)
    reason_date = fields.Datetime("Reason On", readonly=True)

    set_aside = fields.Boolean(
        readonly=True,
        help="Answered in an earlier computation; the answer waits for its finding.",
    )

    _payment_check_uniq = models.UniqueIndex(
        "(payment_id, check_id) WHERE payment_id IS NOT NULL",
        "A check finds a payment once.",
    )
    _batch_check_idx = models.Index("(batch_id, check_id)")

    @api.depends("payment_id.name", "previous_id.name", "resident_id.name")
    def _compute_person_name(self):
        for finding in self:
            claim = finding.payment_id or finding.previous_id
            finding.person_name = claim.name or finding.resident_id.name

    @api.depends("needs_reason", "reason")
    def _compute_is_open(self):
        for finding in self:
            finding.is_open = finding.needs_reason and not finding.reason

    @api.model
    def _search_is_open(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("needs_reason", "=", True), ("reason", "=", False)]

    @api.model
    def _open_warnings(self, batch):
        """How many warnings of the batch still lack the reason that they need."""
        # Whoever submits answers for the people of every town.
        return self.sudo().search_count(
            [
                ("batch_id", "=", batch.id),
                ("outcome", "=", "warned"),
                ("is_open", "=", True),
            ]
        )

    @api.model
    def _clear(self, batch):
        """Forget what was found in the batch, but not what staff said to it."""
        self.env.cr.execute(
            SQL(
                "UPDATE civil_subsidy_finding SET set_aside = TRUE, payment_id = NULL"
                " WHERE batch_id = %s AND reason IS NOT NULL",
                batch.id,
            )
        )
        self.env.cr.execute(
            SQL(
                "DELETE FROM civil_subsidy_finding"
                " WHERE batch_id = %s AND set_aside IS NOT TRUE",
                batch.id,
            )
        )

    @api.model
    def _give_back(self, batch):
        """Give the same findings of the same people the answers they had."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE civil_subsidy_finding f SET reason = said.reason,
                    reason_uid = said.reason_uid, reason_date = said.reason_date
                FROM civil_subsidy_finding said
                WHERE said.batch_id = %(batch)s AND said.set_aside
                    AND f.batch_id = %(batch)s AND f.set_aside IS NOT TRUE
                    AND f.needs_reason AND f.check_id = said.check_id
                    AND f.resident_id = said.resident_id
                    AND f.detail IS NOT DISTINCT FROM said.detail
                """,
                batch=batch.id,
            )
        )
        self.env.cr.execute(
            SQL(
                "DELETE FROM civil_subsidy_finding WHERE batch_id = %s AND set_aside",
                batch.id,
            )
        )
        self.invalidate_model()

    def action_give_reason(self, reason=None):
        """Write why staff let the warnings pass; many at once.

        :raise UserError: one needs no reason, or its batch is submitted already
        """
        if not reason:
            return self.env["civil.subsidy.reason"]._open(
                self, "action_give_reason", self.env._("Give a Reason")
            )
        if not (self.env.user._is_superuser() or self.env.user.has_group(CLERK)):
            raise AccessError(
                self.env._("Reasons are given by the clerks of the section.")
            )
        self.check_access("read")
        if not clean(reason):
            raise UserError(self.env._("Write the reason first."))
        # The batch may lie above the divisions of a town's clerk.
        batches = self.sudo().batch_id
        batches._lock_for_step()
        frozen = batches.filtered(lambda batch: batch.state not in OPEN)
        if frozen:
            raise UserError(
                self.env._(
                    "Batch %(batch)s is submitted; what was said to its findings "
                    "stays.",
                    batch=frozen[0].name,
                )
            )
        needless = self.filtered(lambda finding: not finding.needs_reason)
        if needless:
            raise UserError(
                self.env._(
                    "%(check)s needs no reason: what blocks or holds is put right, not "
                    "explained.",
                    check=needless[0].check_id.name,
                )
            )
        # Findings are written by the checks and by this step only.
        self.sudo().write(
            {
                "reason": clean(reason),
                "reason_uid": self.env.uid,
                "reason_date": fields.Datetime.now(),
            }
        )
        return True

    def action_open_source(self):
        """Open the record that the finding rests on, or else the payment."""
        self.ensure_one()
        if self.source_model in self.env and self.source_id:
            record = self.env[self.source_model].browse(self.source_id).exists()
            if record.has_access("read"):
                return record._get_records_action()
        return (self.payment_id or self.previous_id)._get_records_action()
