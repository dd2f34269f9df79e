from odoo import fields, models


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
        "Record", model_field="source_model", readonly=True
    )
    reason = fields.Char(readonly=True, help="Why staff let it pass.")
    reason_uid = fields.Many2one("res.users", string="Reason By", readonly=True)
    reason_date = fields.Datetime("Reason On", readonly=True)

    _payment_check_uniq = models.UniqueIndex(
        "(payment_id, check_id) WHERE payment_id IS NOT NULL",
        "A check finds a payment once.",
    )
    _batch_check_idx = models.Index("(batch_id, check_id)")
