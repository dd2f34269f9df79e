from odoo import api, fields, models
from odoo.fields import Domain


class CivilSubsidyStandard(models.Model):
    """The monthly amount of a class from one date to another (补贴标准).

    A claim is paid by the standard that holds on the first day of its month.
    Two standards of one class on one day are no standard: the claims are held
    until somebody decides, so overlaps are shown, not refused.
    """

    _name = "civil.subsidy.standard"
    _description = "Subsidy Standard"
    _inherit = ["mail.thread"]
    _order = "program_id, class_id, date_from desc, id desc"

    class_id = fields.Many2one(
        "civil.subsidy.class",
        required=True,
        ondelete="restrict",
        index=True,
        tracking=True,
    )
    program_id = fields.Many2one(
        related="class_id.program_id", store=True, index=True, precompute=True
    )
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id
    )
    amount = fields.Monetary(
        required=True, tracking=True, aggregator="max", help="Yuan a month."
    )
    date_from = fields.Date(required=True, tracking=True)
    date_to = fields.Date(tracking=True, help="Last day; empty while it holds.")
    legal_basis = fields.Char(string="Document", tracking=True)
    active = fields.Boolean(default=True)
    overlap = fields.Boolean(
        compute="_compute_overlap",
        help="Another standard of the class holds on some of the same days.",
    )
    is_current = fields.Boolean(
        compute="_compute_is_current", search="_search_is_current"
    )

    _amount_positive = models.Constraint(
        "CHECK (amount > 0)", "A standard must be more than zero yuan."
    )
    _dates_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "A standard can't end before it begins.",
    )

    @api.depends("class_id", "amount", "date_from")
    def _compute_display_name(self):
        for record in self:
            record.display_name = (
                f"{record.class_id.display_name} {record.amount:.2f}"
                f" ({record.date_from})"
            )

    @api.depends("class_id", "date_from", "date_to", "active")
    def _compute_overlap(self):
        others = self.search([("class_id", "in", self.class_id.ids)])
        for record in self:
            record.overlap = any(
                other != record
                and other.class_id == record.class_id
                and (not record.date_to or other.date_from <= record.date_to)
                and (not other.date_to or record.date_from <= other.date_to)
                for other in others
            )

    @api.depends("date_from", "date_to")
    def _compute_is_current(self):
        today = fields.Date.context_today(self)
        for record in self:
            record.is_current = bool(
                record.date_from
                and record.date_from <= today
                and (not record.date_to or record.date_to >= today)
            )

    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        return Domain("date_from", "<=", today) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", today)
        )
