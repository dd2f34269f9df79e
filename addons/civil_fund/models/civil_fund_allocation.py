from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.choices import NATURES, PURPOSES, SOURCES
from ..tools.money import exact


class CivilFundAllocation(models.Model):
    """How money of the upper level is allotted (资金分配方案).

    The section proposes, the head and the deputy director approve, the party group
    decides, the finance bureau assigns; then the indicators come into force. From the
    day the money was announced there is a time within which it has to be passed down.

    Source: 《预算法》第五十二条; the bureau's work plan, 三十一 (upper-level transfers
    are allotted by rule and used as prescribed).
    """

    _name = "civil.fund.allocation"
    _description = "Allotment of a Transfer"
    _inherit = [
        "civil.division.mixin",
        "civil.fund.papers",
        "civil.fund.allocation.step",
        "civil.fund.watch",
    ]
    _order = "received_date desc, id desc"
    _rec_names_search = ["name", "upper_document"]

    _paper_fields = ("minutes_ids",)
    _guarded = ("name", "void_reason")
    _todo_triggers = ("state", "name", "upper_document", "received_date")
    _approval_open_fields = (
        "meeting_date",
        "meeting_number",
        "minutes_ids",
        "publicity_start",
        "publicity_end",
        "finance_document",
        "finance_date",
        "note",
    )
    _digest_fields = (
        "upper_document",
        "source",
        "fund_nature",
        "received_date",
        "year",
        "total",
        "factors",
        "function_id",
        "government_economic_id",
        "department_economic_id",
        "is_direct",
        "lottery_purpose",
    )

    name = fields.Char(string="Allotment Number", readonly=True, copy=False)
    division_id = fields.Many2one(default=lambda self: self._default_division_id())
    department_id = fields.Many2one(
        "civil.department", index=True, ondelete="restrict", help="Who proposes."
    )
    upper_document = fields.Char(
        required=True,
        index="trigram",
        help="Number of the document with which the upper level gave the money.",
    )
    received_date = fields.Date(required=True, default=fields.Date.context_today)
    deadline = fields.Date(
        string="Pass Down By",
        compute="_compute_deadline",
        store=True,
        index=True,
        help="By the rule of the day on which the money was announced.",
    )
    year = fields.Integer(
        string="Budget Year",
        required=True,
        default=lambda self: fields.Date.context_today(self).year,
        aggregator=None,
    )
    source = fields.Selection(
        SOURCES, string="Source of Funds", required=True, default="central"
    )
    fund_nature = fields.Selection(NATURES, required=True, default="general")
    lottery_purpose = fields.Selection(PURPOSES)
    is_direct = fields.Boolean(string="Direct Funds")
    is_three_guarantees = fields.Boolean(string="Three Guarantees")
    function_id = fields.Many2one(
        "civil.fund.function",
        string="Functional Class",
        required=True,
        ondelete="restrict",
        domain="[('is_item', '=', True)]",
    )
    government_economic_id = fields.Many2one(
        "civil.fund.economic",
        string="Government Economic Class",
        required=True,
        ondelete="restrict",
        domain="[('is_item', '=', True), ('kind', '=', 'government')]",
    )
    department_economic_id = fields.Many2one(
        "civil.fund.economic",
        string="Departmental Economic Class",
        required=True,
        ondelete="restrict",
        domain="[('is_item', '=', True), ('kind', '=', 'department')]",
    )
    total = fields.Monetary(
        string="Amount Given", required=True, help="What the upper level gave."
    )
    allotted = fields.Monetary(compute="_compute_allotted", store=True)
    left = fields.Monetary(
        string="Not Allotted", compute="_compute_allotted", store=True
    )
    factors = fields.Text(
        help="By which factors the money is allotted: task, need, effort, performance."
    )
    goal = fields.Text(string="Performance Goal")
    line_ids = fields.One2many("civil.fund.allocation.line", "allocation_id")
    indicator_count = fields.Integer(compute="_compute_indicator_count")
    meeting_date = fields.Date(string="Party Group Meeting On")
    meeting_number = fields.Char(string="Minutes Number")
    minutes_ids = fields.Many2many("ir.attachment", "civil_fund_allocation_minutes")
    publicity_start = fields.Date(string="On Notice From")
    publicity_end = fields.Date(string="On Notice Until")
    finance_document = fields.Char(
        string="Indicator Document",
        help="Number of the finance bureau's document that assigns the money, such as "
        "随财社〔2024〕12号.",
    )
    finance_date = fields.Date(string="Assigned On")
    note = fields.Text()

    _name_uniq = models.UniqueIndex(
        "(name) WHERE name IS NOT NULL", "This number has already been given."
    )
    _total_positive = models.Constraint(
        "CHECK (total > 0)", "The upper level gave more than 0."
    )
    _publicity_order = models.Constraint(
        "CHECK (publicity_end >= publicity_start)",
        "The public notice ends before it begins.",
    )

    @api.depends("name", "upper_document")
    def _compute_display_name(self):
        for record in self:
            record.display_name = " ".join(
                filter(None, (record.name, record.upper_document))
            )

    @api.depends("received_date", "division_id")
    def _compute_deadline(self):
        for record in self:
            record.deadline = record.received_date and fields.Date.add(
                record.received_date,
                days=self.env["civil.parameter"]._get(
                    "fund.pass_down_days", record.received_date, record.division_id
                ),
            )

    @api.depends("deadline")
    def _compute_watch(self):
        return super()._compute_watch()

    @api.depends("total", "line_ids.amount")
    def _compute_allotted(self):
        for record in self:
            allotted = sum(map(exact, record.line_ids.mapped("amount")), Decimal(0))
            record.allotted = float(allotted)
            record.left = float(exact(record.total) - allotted)

    @api.depends("line_ids.indicator_id")
    def _compute_indicator_count(self):
        for record in self:
            record.indicator_count = len(record.line_ids.indicator_id)

    @api.onchange("source")
    def _onchange_source(self):
        if self.source == "lottery":
            self.fund_nature = "government_fund"

    @api.onchange("department_economic_id")
    def _onchange_department_economic_id(self):
        mapped = self.department_economic_id.government_ids
        if mapped and self.government_economic_id not in mapped:
            self.government_economic_id = mapped[:1]

    @api.constrains("source", "fund_nature", "lottery_purpose")
    def _check_lottery(self):
        for record in self:
            lottery = record.source == "lottery"
            if lottery != bool(record.lottery_purpose) or (
                lottery and record.fund_nature != "government_fund"
            ):
                raise ValidationError(
                    self.env._(
                        "Welfare lottery money belongs to the government fund budget "
                        "and states what it is for; other money states nothing of it."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Number the allotments within their budget year."""
        records = super().create(vals_list)
        for record in records:
            number = self.env["civil.numbering"]._next(
                "fund.allocation", year=record.year
            )
            record._write_guarded({"name": number})
        return records
