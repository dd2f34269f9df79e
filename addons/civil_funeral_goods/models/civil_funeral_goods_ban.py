from odoo import api, fields, models


class CivilFuneralGoodsBan(models.Model):
    """Where and since when funeral goods may not be made or sold (禁售规定).

    Regulation on Funeral and Interment Control, articles 16, 17 and 22: superstitious
    goods nowhere, coffins not where cremation is the rule.
    """

    _name = "civil.funeral.goods.ban"
    _description = "Ban on Funeral Goods"
    _order = "goods_id, date_from desc"

    goods_id = fields.Many2one(
        "civil.funeral.goods", required=True, index=True, ondelete="cascade"
    )
    division_id = fields.Many2one(
        "civil.division",
        index=True,
        ondelete="cascade",
        help="Where; everywhere if empty.",
    )
    date_from = fields.Date(required=True)
    date_to = fields.Date()
    finding_kind_id = fields.Many2one(
        "civil.import.finding.kind",
        string="Finding",
        required=True,
        ondelete="restrict",
        help="As what a shop that offers these goods is found.",
    )
    legal_basis = fields.Char(required=True)

    _days_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "A ban can't end before it begins.",
    )

    @api.model
    def _in_force(self, day):
        """The bans in force on ``day``."""
        return self.search(
            [
                ("date_from", "<=", day),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", day),
            ]
        )

    def _covers(self, division):
        """Tell whether the single ban holds in a division; unknown counts as there."""
        if not self.division_id or not division:
            return True
        return str(self.division_id.id) in division.parent_path.split("/")
