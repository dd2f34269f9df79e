from odoo import api, fields, models
from odoo.exceptions import UserError


class CivilFuneralSettlementLine(models.Model):
    """A waiver or award in a home's claim, or one taken off again (结算明细).

    Written by the computation of the claim only. The database lets each be claimed
    once and be taken off once.
    """

    _name = "civil.funeral.settlement.line"
    _description = "Line of a Home's Claim"
    _inherit = ["civil.approval.line.mixin"]
    _order = "settlement_id desc, charge_id, id"
    _approval_parent = "settlement_id"

    settlement_id = fields.Many2one(
        "civil.funeral.settlement", required=True, index=True, ondelete="cascade"
    )
    home_id = fields.Many2one("civil.organization", readonly=True, index=True)
    division_id = fields.Many2one("civil.division", readonly=True, index=True)
    period = fields.Date(string="Month", readonly=True, index=True)
    kind = fields.Selection(
        [("claim", "New"), ("reversal", "Taken Off")], required=True, readonly=True
    )
    charge_line_id = fields.Many2one(
        "civil.funeral.charge.line",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    charge_id = fields.Many2one(
        "civil.funeral.charge",
        string="Sheet",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    item_id = fields.Many2one("civil.funeral.waiver.item", readonly=True, index=True)
    place_id = fields.Many2one(
        "civil.division", string="Deceased Lived In", readonly=True, index=True
    )
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    amount = fields.Monetary(readonly=True)

    _once = models.UniqueIndex(
        "(charge_line_id, kind)", "This waiver stands in another claim already."
    )
    _sign = models.Constraint(
        "CHECK ((kind = 'claim' AND amount > 0) OR (kind = 'reversal' AND amount < 0))",
        "What is claimed is more than zero yuan, what is taken off less.",
    )

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        """Refuse: claims are computed.

        :raises UserError: always
        """
        raise UserError(self.env._("Claims are computed from the sheets, not typed."))

    def write(self, vals):  # pylint: disable=method-required-super
        """Refuse: claims are computed.

        :raises UserError: always
        """
        raise UserError(self.env._("Claims are computed from the sheets, not typed."))
