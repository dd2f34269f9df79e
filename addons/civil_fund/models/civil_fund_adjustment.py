from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.entry import EntryRequest
from ..tools.money import exact, written
from ..tools.roles import FINANCE
from ..tools.steps import approval_steps


class CivilFundAdjustment(models.Model):
    """A change of what indicators hold (指标调整): added, cut, moved between them.

    Money moves between items, economic classes or projects only with the finance
    bureau's approval, and never between budgets or sources.

    Source: 《预算法》第七十二条; 《彩票管理条例》第三十三条 (lottery money doesn't
    balance the general budget).
    """

    _name = "civil.fund.adjustment"
    _description = "Adjustment of Indicators"
    _inherit = ["civil.division.mixin", "civil.fund.papers", "civil.fund.approved"]
    _order = "date desc, id desc"

    _paper_fields = ("attachment_ids",)
    _guarded = ("name", "void_reason")
    _approval_open_fields = ("note",)
    _digest_fields = (
        "kind",
        "date",
        "document_number",
        "finance_document",
        "finance_date",
    )
    _transitions = approval_steps(FINANCE, "approved")

    name = fields.Char(string="Adjustment Number", readonly=True, copy=False)
    division_id = fields.Many2one(default=lambda self: self._default_division_id())
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("under_approval", "Under Approval"),
            ("approved", "Approved"),
            ("voided", "Voided"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
    )
    kind = fields.Selection(
        [("add", "Add"), ("cut", "Cut"), ("transfer", "Move Between Indicators")],
        required=True,
        default="add",
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    document_number = fields.Char(
        string="Adjustment Document",
        required=True,
        help="Number of the document that orders the adjustment.",
    )
    reason = fields.Text(required=True)
    needs_finance = fields.Boolean(
        string="Needs the Finance Bureau's Approval",
        compute="_compute_needs_finance",
        help="Money moves between items, economic classes or projects.",
    )
    finance_document = fields.Char(
        string="Finance Bureau's Approval",
        help="Number of the document with which the finance bureau approved it.",
    )
    finance_date = fields.Date(string="Approved by Finance Bureau On")
    attachment_ids = fields.Many2many("ir.attachment", string="Papers")
    line_ids = fields.One2many("civil.fund.adjustment.line", "adjustment_id")
    amount = fields.Monetary(
        string="Added in All",
        compute="_compute_amount",
        store=True,
        help="The sum of the lines; 0 where money only moves.",
    )
    note = fields.Text()

    _name_uniq = models.UniqueIndex(
        "(name) WHERE name IS NOT NULL", "This number has already been given."
    )

    @api.depends("name", "document_number")
    def _compute_display_name(self):
        for record in self:
            record.display_name = " ".join(
                filter(None, (record.name, record.document_number))
            )

    @api.depends("line_ids.amount")
    def _compute_amount(self):
        for record in self:
            record.amount = float(record._total())

    @api.depends("kind", "line_ids.indicator_id")
    def _compute_needs_finance(self):
        for record in self:
            indicators = record.line_ids.indicator_id
            record.needs_finance = record.kind == "transfer" and any(
                len(indicators.mapped(name)) > 1
                for name in (
                    "function_id",
                    "government_economic_id",
                    "department_economic_id",
                    "project_id",
                )
            )

    def _total(self):
        return sum(map(exact, self.line_ids.mapped("amount")), Decimal(0))

    @api.model_create_multi
    def create(self, vals_list):
        """Number the adjustments within the year of their day."""
        records = super().create(vals_list)
        for record in records:
            number = self.env["civil.numbering"]._next(
                "fund.adjustment", year=record.date.year
            )
            record._write_guarded({"name": number})
        return records

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        if self.filtered(lambda record: record.state != "draft"):
            raise UserError(
                self.env._("Only a draft can be deleted; void the adjustment instead.")
            )

    # -- guards ------------------------------------------------------------------

    def _guard_submit(self):
        return (
            self._lines_refusal() or self._transfer_refusal() or self._finance_refusal()
        )

    def _lines_refusal(self):
        lines = self.line_ids
        if not lines:
            return self.env._("it has no lines; add the indicators that change")
        stopped = lines.indicator_id.filtered(lambda i: i.state != "in_force")
        if stopped:
            return self.env._(
                "the indicator %(name)s isn't in force", name=stopped[0].name
            )
        others = lines.indicator_id.company_id - self.company_id
        if others:
            return self.env._("its indicators belong to %(name)s", name=others[0].name)
        if self.kind == "add" and min(lines.mapped("amount")) < 0:
            return self.env._("it adds money, but a line has an amount below 0")
        if self.kind == "cut" and max(lines.mapped("amount")) > 0:
            return self.env._("it cuts money, but a line has an amount above 0")
        return False

    def _transfer_refusal(self):
        if self.kind != "transfer":
            return False
        if total := self._total():
            return self.env._(
                "what is moved has to add up to 0, but the lines make %(total)s yuan",
                total=written(total),
            )
        indicators = self.line_ids.indicator_id
        for name in ("year", "fund_nature", "source"):
            if len(set(indicators.mapped(name))) > 1:
                return self.env._(
                    "money can't move between indicators of different %(field)s",
                    field=indicators._fields[name]._description_string(self.env),
                )
        return False

    def _finance_refusal(self):
        if self.needs_finance and not (self.finance_document and self.finance_date):
            return self.env._(
                "money moves between items, economic classes or projects: enter the "
                "number and date of the finance bureau's approval (Budget Law, "
                "Article 72)"
            )
        return False

    def _digest_rows(self):
        return super()._digest_rows() + self.line_ids.sudo().read(
            ["indicator_id", "amount"], load=None
        )

    # -- steps -------------------------------------------------------------------

    def action_approve(self):
        """Pass the last tier: the indicators change."""
        self._transition("approved")
        self.env["civil.fund.entry"]._record(
            [
                EntryRequest(
                    indicator=line.indicator_id,
                    kind="adjust",
                    amount=exact(line.amount),
                    date=record.date,
                    source=record,
                    key=f"adjust:{line.id}",
                    reference=record.display_name,
                )
                for record in self
                # What is cut is cut first, so that what it frees can be added.
                for line in record.line_ids.sorted("amount")
            ]
        )
