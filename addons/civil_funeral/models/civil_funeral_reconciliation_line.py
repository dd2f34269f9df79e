from odoo import api, fields, models

FINDINGS = [
    ("not_cremated", "Not Cremated"),
    ("without_case", "Cremated Without a Case"),
    ("not_placed", "Ashes Not Placed"),
    ("single_source", "Known to One Source Only"),
]


class CivilFuneralReconciliationLine(models.Model):
    """A death of the month, as the reconciliation found it (比对明细).

    Written by the computation only. The rates are 100 or 0 for whoever counts in
    their denominator and empty for everybody else, so that their average over any
    group is the group's rate.
    """

    _name = "civil.funeral.reconciliation.line"
    _description = "Reconciled Death"
    _order = "reconciliation_id desc, death_date, id"

    reconciliation_id = fields.Many2one(
        "civil.funeral.reconciliation", required=True, index=True, ondelete="cascade"
    )
    state = fields.Selection(
        [("computed", "Computed"), ("replaced", "Replaced")], readonly=True, index=True
    )
    period = fields.Date(string="Month", readonly=True, index=True)
    name = fields.Char(string="Deceased", readonly=True)
    division_id = fields.Many2one("civil.division", readonly=True, index=True)
    town_id = fields.Many2one("civil.division", readonly=True, index=True)
    death_id = fields.Many2one(
        "civil.death", readonly=True, index="btree_not_null", ondelete="set null"
    )
    case_id = fields.Many2one(
        "civil.funeral.case", readonly=True, index="btree_not_null"
    )
    death_date = fields.Date(string="Died on", readonly=True)
    sources = fields.Char(
        readonly=True, help="Where the death is known from, by code, between commas."
    )
    source_names = fields.Char(string="Known From", compute="_compute_source_names")
    source_count = fields.Integer(readonly=True, aggregator=None)
    must_cremate = fields.Boolean(string="Must Be Cremated", readonly=True)
    is_cremated = fields.Boolean(string="Cremated", readonly=True)
    cremation_date = fields.Date(string="Cremated on", readonly=True)
    cremation_number = fields.Char(string="Cremation Certificate", readonly=True)
    placement_kind = fields.Char(readonly=True)
    is_placed = fields.Boolean(
        string="Placed in a Cemetery",
        readonly=True,
        help="In a plot or niche, or buried ecologically.",
    )
    is_settled = fields.Boolean(
        string="Placement Known",
        readonly=True,
        help="Placed anywhere, or deposited for a time that isn't over.",
    )
    is_closed = fields.Boolean(string="Loop Closed", readonly=True)
    not_cremated = fields.Boolean(readonly=True)
    without_case = fields.Boolean(string="Cremated Without a Case", readonly=True)
    not_placed = fields.Boolean(string="Ashes Not Placed", readonly=True)
    single_source = fields.Boolean(string="Known to One Source Only", readonly=True)
    result = fields.Selection(
        [("matched", "Matched"), ("unmatched", "Unmatched"), ("exempt", "Exempt")],
        readonly=True,
        index=True,
        help="Exempt: need not be cremated by the rule for the day and the place.",
    )
    cremation_rate = fields.Float(
        "Cremation Rate (%)", digits=(5, 2), readonly=True, aggregator="avg"
    )
    placement_rate = fields.Float(
        "Placement Rate (%)", digits=(5, 2), readonly=True, aggregator="avg"
    )
    closing_rate = fields.Float(
        "Closing Rate (%)", digits=(5, 2), readonly=True, aggregator="avg"
    )
    task_id = fields.Many2one(
        "civil.funeral.check", string="Check", readonly=True, index="btree_not_null"
    )

    @api.depends("sources")
    @api.depends_context("lang")
    def _compute_source_names(self):
        field = self.env["civil.death"]._fields["source"]
        names = dict(field._description_selection(self.env))
        names["case"] = self.env._("Closed loop")
        for line in self:
            codes = (line.sources or "").split(",")
            line.source_names = "、".join(names.get(code, code) for code in codes)

    def _finding_text(self):
        """What doesn't match of the single death, in words."""
        return "、".join(
            self._fields[name]._description_string(self.env)
            for name, _label in FINDINGS
            if self[name]
        )

    def action_open_record(self):
        """Open the funeral case, or else the fact of the death."""
        self.ensure_one()
        return (self.case_id or self.death_id)._get_records_action()
