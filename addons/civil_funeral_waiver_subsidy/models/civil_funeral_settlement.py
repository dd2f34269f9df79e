from odoo import api, fields, models
from odoo.exceptions import UserError


class CivilFuneralSettlement(models.Model):
    """What a funeral home claims of public money for a month (惠民殡葬减免结算单).

    Computed from the waivers that were settled at the counter. A sheet that was
    voided after it had been claimed comes off the next month's claim; the sheet in
    its place comes on. Steps: see ``civil.funeral.settlement.step``.

    Source: the district's policy of waived basic services: the home settles with
    finance on real use (据实结算).
    """

    _name = "civil.funeral.settlement"
    _description = "Monthly Claim of a Funeral Home"
    _inherit = [
        "civil.funeral.settlement.step",
        "civil.funeral.settlement.compute",
        "civil.division.mixin",
        "mail.thread",
    ]
    _order = "period desc, home_id, id desc"
    _guarded = ("name", "total", "person_count", "batch_id", "computed_date")

    name = fields.Char(string="Number", readonly=True, copy=False, index="trigram")
    home_id = fields.Many2one(
        "civil.organization",
        string="Funeral Home",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self._default_home_id(),
        domain="[('kind_ids.code', '=', 'funeral_home')]",
    )
    division_id = fields.Many2one(
        compute="_compute_division_id", store=True, readonly=False, precompute=True
    )
    period = fields.Date(
        string="Month",
        required=True,
        default=lambda self: self._default_period(),
        help="Waivers settled up to the end of this month; its first day.",
    )
    program_id = fields.Many2one(
        "civil.subsidy.program",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('source', '=', 'settlement')]",
        default=lambda self: self._default_program_id(),
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Submitted"),
            ("under_approval", "Under Approval"),
            ("approved", "Approved"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id
    )
    total = fields.Monetary(string="Claimed", readonly=True, copy=False)
    stated = fields.Monetary(
        string="By the Home's Books",
        copy=False,
        help="What the home adds up by its own books; it has to be the same.",
    )
    person_count = fields.Integer(string="Deceased", readonly=True, copy=False)
    line_ids = fields.One2many("civil.funeral.settlement.line", "settlement_id")
    computed_date = fields.Datetime("Computed On", readonly=True, copy=False)
    batch_id = fields.Many2one(
        "civil.subsidy.batch",
        string="Paid By",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    submitted_uid = fields.Many2one(
        "res.users", "Submitted By", readonly=True, copy=False
    )
    submitted_date = fields.Datetime("Submitted On", readonly=True, copy=False)
    checked_uid = fields.Many2one("res.users", "Checked By", readonly=True, copy=False)
    checked_date = fields.Datetime("Checked On", readonly=True, copy=False)
    approved_uid = fields.Many2one(
        "res.users", "Approved By", readonly=True, copy=False
    )
    approved_date = fields.Datetime("Approved On", readonly=True, copy=False)
    note = fields.Text()

    _name_uniq = models.UniqueIndex(
        "(name) WHERE name IS NOT NULL", "This claim number has already been given."
    )
    _month_uniq = models.UniqueIndex(
        "(home_id, period)", "The home has a claim for this month already."
    )
    _period_first_day = models.Constraint(
        "CHECK (extract(day FROM period) = 1)",
        "The month of a claim is given as its first day.",
    )
    _approved_positive = models.Constraint(
        "CHECK (state <> 'approved' OR total > 0)",
        "A claim that is approved is more than zero yuan.",
    )

    def _default_period(self):
        first = fields.Date.context_today(self).replace(day=1)
        return fields.Date.subtract(first, months=1)

    def _default_program_id(self):
        # The home's people need not see programs; the first one is theirs.
        programs = self.env["civil.subsidy.program"].sudo()
        return programs.search([("source", "=", "settlement")], limit=1).id

    def _default_home_id(self):
        """The home where the user works, or the only one that there is."""
        homes = self.env["civil.organization"].search(
            [("kind_ids.code", "=", "funeral_home")]
        )
        # Who works where is read for the user himself only.
        own = homes.filtered(lambda home: self.env.user in home.sudo().home_user_ids)
        homes = own or homes
        return homes if len(homes) == 1 else False

    @api.depends("home_id")
    def _compute_division_id(self):
        for record in self:
            if record.home_id:
                record.division_id = record.home_id.division_id

    @api.depends("name", "home_id", "period")
    def _compute_display_name(self):
        for record in self:
            month = f"{record.period:%Y-%m}" if record.period else ""
            parts = (record.home_id.name, month, record.name)
            record.display_name = " ".join(filter(None, parts))

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("period"):
                vals["period"] = fields.Date.to_date(vals["period"]).replace(day=1)
        records = super().create(vals_list)
        for record in records:
            number = self.env["civil.numbering"]._next(
                "funeral.settlement",
                division=record.division_id.code[:6],
                period=f"{record.period:%Y%m}",
            )
            record._write_guarded({"name": number})
        return records

    def write(self, vals):
        """Keep what was submitted as it is."""
        closed = {"home_id", "period", "program_id", "division_id", "stated"}
        if closed & vals.keys() and not self._has_pass(vals):
            self._refuse_submitted()
            if {"home_id", "period"} & vals.keys():
                # They belong to another claim; what belongs here is computed anew.
                self.sudo().line_ids.unlink()
        return super().write(vals)

    def _refuse_submitted(self):
        """Keep what was submitted.

        :raises UserError: naming the claim and the remedy
        """
        for record in self:
            if record.state != "draft":
                raise UserError(
                    self.env._(
                        "%(claim)s was submitted; have it sent back to change it.",
                        claim=record.display_name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        if self.filtered(lambda record: record.state != "draft"):
            raise UserError(self.env._("Only a draft of a claim can be deleted."))

    def action_view_lines(self):
        """Show what is claimed, item by item."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_funeral_waiver_subsidy.civil_funeral_settlement_line_action"
        )
        return {**action, "domain": [("settlement_id", "=", self.id)], "context": {}}
