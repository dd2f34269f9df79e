from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools.choices import ARRANGEMENTS, LEVELS, NATURES, PURPOSES, SOURCES
from .civil_fund_indicator_ledger import TOTALS


class CivilFundIndicator(models.Model):
    """Money that finance has assigned for a use in a year (预算指标).

    Every payment names an indicator and can't exceed what it has available:
    ``amount + adjusted − carried_out − reserved − paid + refunded``, which the
    database holds at 0 or more. In force nothing of it changes but through entries
    of the ledger (``civil.fund.entry``).

    Source: 《预算法》第十三条、第七十二条; 预算管理一体化规范.
    """

    _name = "civil.fund.indicator"
    _description = "Budget Indicator"
    _inherit = [
        "civil.division.mixin",
        "civil.fund.indicator.step",
        "civil.fund.indicator.ledger",
        "civil.fund.indicator.progress",
    ]
    _order = "year desc, issue_date desc, id desc"
    _rec_names_search = ["name", "document_number"]
    _todo_triggers = ("state", "name", "document_number", "year")

    _guarded = (
        *TOTALS[:-1],
        "name",
        "origin_id",
        "origin_year",
        "allocation_line_id",
        "void_reason",
    )
    _approval_open_fields = ("note",)
    _digest_fields = (
        "amount",
        "year",
        "document_number",
        "upper_document",
        "level",
        "issue_date",
        "fund_nature",
        "source",
        "lottery_purpose",
        "arrangement",
        "payment_kind",
        "project_id",
        "function_id",
        "government_economic_id",
        "department_economic_id",
        "department_id",
        "division_id",
        "is_direct",
        "is_three_guarantees",
    )

    name = fields.Char(
        string="Indicator Number", readonly=True, copy=False, index="trigram"
    )
    division_id = fields.Many2one(default=lambda self: self._default_division_id())
    department_id = fields.Many2one(
        "civil.department",
        index=True,
        ondelete="restrict",
        help="Whose money it is to spend; the whole bureau's if empty.",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("under_approval", "Under Approval"),
            ("in_force", "In Force"),
            ("closed", "Closed"),
            ("voided", "Voided"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    document_number = fields.Char(
        required=True,
        index="trigram",
        help="Number of the document that assigns the money (指标文号), such as "
        "随财社〔2024〕12号.",
    )
    level = fields.Selection(LEVELS, string="Given By", required=True, default="own")
    upper_document = fields.Char(
        help="Number of the document with which the upper level gave the money."
    )
    issue_date = fields.Date(required=True, default=fields.Date.context_today)
    year = fields.Integer(
        string="Budget Year",
        required=True,
        index=True,
        default=lambda self: fields.Date.context_today(self).year,
        aggregator=None,
    )
    fund_nature = fields.Selection(
        NATURES, required=True, default="general", help="Which budget it is part of."
    )
    source = fields.Selection(
        SOURCES, string="Source of Funds", required=True, default="district"
    )
    lottery_purpose = fields.Selection(PURPOSES)
    arrangement = fields.Selection(ARRANGEMENTS, required=True, default="opening")
    payment_kind = fields.Selection(
        [("basic", "Basic Expenditure"), ("project", "Project Expenditure")],
        required=True,
        default="project",
    )
    project_id = fields.Many2one(
        "civil.fund.project", index="btree_not_null", ondelete="restrict"
    )
    function_id = fields.Many2one(
        "civil.fund.function",
        string="Functional Class",
        required=True,
        index=True,
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
    is_direct = fields.Boolean(
        string="Direct Funds",
        help="Money that the central government sends to whom it is for (直达资金).",
    )
    is_three_guarantees = fields.Boolean(
        string="Three Guarantees",
        help="Livelihood, wages or running of the grassroots (“三保”).",
    )
    goal = fields.Text(string="Performance Goal")
    note = fields.Text()
    origin_id = fields.Many2one(
        "civil.fund.indicator",
        string="Carried Over From",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    origin_year = fields.Integer(
        string="Year of Origin",
        readonly=True,
        copy=False,
        aggregator=None,
        help="Budget year in which the money was first assigned.",
    )
    allocation_line_id = fields.Many2one(
        "civil.fund.allocation.line",
        string="Allotted By",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    _name_uniq = models.UniqueIndex(
        "(name) WHERE name IS NOT NULL", "This indicator number has already been given."
    )
    _amount_positive = models.Constraint(
        "CHECK (amount > 0)", "The amount of an indicator is more than 0."
    )
    _year_range = models.Constraint(
        "CHECK (year BETWEEN 2000 AND 2100)", "The budget year has four digits."
    )

    @api.depends("name", "document_number", "function_id", "project_id")
    def _compute_display_name(self):
        for record in self:
            use = record.project_id.name or record.function_id.name
            parts = (record.name, record.document_number, use)
            record.display_name = " ".join(filter(None, parts))

    @api.onchange("department_economic_id")
    def _onchange_department_economic_id(self):
        mapped = self.department_economic_id.government_ids
        if mapped and self.government_economic_id not in mapped:
            self.government_economic_id = mapped[:1]

    @api.onchange("source")
    def _onchange_source(self):
        if self.source == "lottery":
            self.fund_nature = "government_fund"
        if self.source not in (False, "district", "lottery"):
            self.level = "upper"

    @api.onchange("project_id")
    def _onchange_project_id(self):
        if self.project_id:
            self.department_id = self.project_id.department_id or self.department_id

    @api.constrains(
        "year", "function_id", "government_economic_id", "department_economic_id"
    )
    def _check_classes(self):
        """Classes are of the year's books and go together."""
        for record in self:
            department = record.department_economic_id
            government = record.government_economic_id
            classes = (record.function_id, government, department)
            refusals = [item._year_refusal(record.year) for item in classes]
            refusals.append(department._mapping_refusal(government))
            if government.kind != "government" or department.kind != "department":
                refusals.append(self.env._("the two economic classes are mixed up"))
            if refusal := next(filter(None, refusals), False):
                raise ValidationError(
                    self.env._(
                        "%(record)s: %(reason)s.",
                        record=record.display_name,
                        reason=refusal,
                    )
                )

    @api.constrains(
        "source", "fund_nature", "lottery_purpose", "payment_kind", "project_id"
    )
    def _check_use(self):
        """Lottery money is of the government fund budget and says what it is for.

        Source: 《彩票管理条例》第三十三条、第三十五条.
        """
        for record in self:
            lottery = record.source == "lottery"
            if lottery and record.fund_nature != "government_fund":
                raise ValidationError(
                    self.env._(
                        "Welfare lottery money belongs to the government fund budget."
                    )
                )
            if lottery != bool(record.lottery_purpose):
                raise ValidationError(
                    self.env._(
                        "State what the money is for, the elderly, the disabled, "
                        "orphans or the poor, if it comes from the welfare lottery, "
                        "and only then."
                    )
                )
            if record.payment_kind == "project" and not record.project_id:
                raise ValidationError(
                    self.env._("Name the project that the money is for.")
                )

    @api.constrains("level", "upper_document")
    def _check_upper_document(self):
        for record in self:
            if record.level == "upper" and not record.upper_document:
                raise ValidationError(
                    self.env._(
                        "Enter the number of the document with which the upper level "
                        "gave the money."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Number the indicators within their budget year."""
        records = super().create(vals_list)
        for record in records.filtered(lambda record: not record.name):
            number = self.env["civil.numbering"]._next(
                "fund.indicator", year=record.year
            )
            record._write_guarded({"name": number, "origin_year": record.year})
        return records

    def write(self, vals):
        """The year is part of the number, so it stays."""
        if "year" in vals and any(record.year != vals["year"] for record in self):
            raise UserError(
                self.env._(
                    "The budget year is part of the indicator's number; void the draft "
                    "and make another one."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        if self.filtered(lambda record: record.state != "draft"):
            raise UserError(
                self.env._("Only a draft can be deleted; void the indicator instead.")
            )
