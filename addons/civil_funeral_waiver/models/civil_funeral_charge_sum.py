from odoo import api, fields, models


class CivilFuneralChargeSum(models.AbstractModel):
    """What a charge sheet comes to, and what its policy grants."""

    _name = "civil.funeral.charge.sum"
    _description = "Sums of a Charge Sheet"

    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id
    )
    total = fields.Monetary(string="Charged", compute="_compute_total", store=True)
    waived = fields.Monetary(compute="_compute_total", store=True)
    award = fields.Monetary(compute="_compute_total", store=True)
    payable = fields.Monetary(
        string="Family Pays", compute="_compute_total", store=True
    )
    claimed = fields.Monetary(
        string="Waived and Awarded",
        compute="_compute_total",
        store=True,
        help="What the home may claim of public money.",
    )
    unused_items = fields.Char(
        compute="_compute_unused_items",
        help="What the policy would waive too, but wasn't used: it is neither paid "
        "out nor set off.",
    )

    @api.depends(
        "line_ids.amount", "line_ids.waived", "line_ids.award", "line_ids.payable"
    )
    def _compute_total(self):
        names = {
            "total": "amount",
            "waived": "waived",
            "award": "award",
            "payable": "payable",
            "claimed": "claimed",
        }
        for sheet in self:
            for name, of_line in names.items():
                cents = (round(line[of_line] * 100) for line in sheet.line_ids)
                sheet[name] = sum(cents) / 100

    @api.depends("program_id", "ground_id", "line_ids.waiver_item_id")
    @api.depends_context("lang")
    def _compute_unused_items(self):
        for sheet in self:
            unused = sheet._granted_items() - sheet.line_ids.waiver_item_id
            if not sheet._may_award():
                unused = unused.filtered(lambda item: item.method != "award")
            sheet.unused_items = (
                "；".join(f"{item.name}（{item.standard}）" for item in unused) or False
            )

    def _granted_items(self):
        """Return what the policy waives for the ground of the single sheet."""
        # The policy is public; it may stand above the user's divisions.
        program, ground = self.sudo().program_id, self.sudo().ground_id
        if not self.claims_waiver or not ground:
            return program.item_ids.browse()
        return program.item_ids.filtered(
            lambda item: not item.ground_ids or ground in item.ground_ids
        )

    def _may_award(self):
        """Whether the ashes of the single sheet's deceased were buried ecologically."""
        placements = self.sudo().case_id.placement_ids
        return "ecological" in placements.filtered(
            lambda placement: placement.state == "valid"
        ).mapped("kind")

    def _fill(self):
        """Add a line for each item granted that the price list prices, once."""
        prices = self.sudo().price_list_id.line_ids
        there = self.line_ids.waiver_item_id
        vals_list = []
        for item in self._granted_items() - there:
            if item.method == "award":
                if self._may_award():
                    vals_list.append(self._award_values(item))
                continue
            fits = prices.filtered(lambda p, i=item: p.service_id in i.service_ids)
            if fits:
                vals_list.append(
                    {
                        "charge_id": self.id,
                        "price_line_id": fits[0].id,
                        "quantity": self._quantity_used(item),
                        "waiver_item_id": item.id,
                    }
                )
        self.env["civil.funeral.charge.line"].create(vals_list)

    def _award_values(self, item):
        return {
            "charge_id": self.id,
            "name": item.name,
            "quantity": 1,
            "unit_price": 0,
            "waiver_item_id": item.id,
        }

    def _quantity_used(self, item):
        """How much of an item was used, as far as the case tells; else one."""
        case = self.sudo().case_id
        admitted, cremated = case.admitted_at, case.cremated_at
        if item.method != "unit" or not admitted or not cremated:
            return 1.0
        hours = (cremated - admitted).total_seconds() / 3600
        if item.unit in ("小时", "hours"):
            return float(max(1, -(-hours // 1)))
        if item.unit in ("天", "days"):
            return float(max(1, -(-hours // 24)))
        return 1.0
