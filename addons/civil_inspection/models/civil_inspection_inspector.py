from odoo import api, fields, models


class CivilInspectionInspector(models.Model):
    """Who inspects (检查人员名录库): certificate, unit, absences, conflicts.

    Source: 《行政处罚法》第四十二条 (two officers with certificates);
    《社会组织抽查暂行办法》 (withdrawal of whoever has an interest).
    """

    _name = "civil.inspection.inspector"
    _description = "Inspector"
    _inherit = ["mail.thread"]
    _order = "code"
    _rec_names_search = ["name", "code", "certificate_number"]

    code = fields.Char(string="Number", readonly=True, copy=False)
    name = fields.Char(required=True, index="trigram")
    user_id = fields.Many2one(
        "res.users",
        index="btree_not_null",
        ondelete="restrict",
        help="Who signs inspections in the system; empty for people of other units.",
    )
    unit_id = fields.Many2one(
        "civil.inspection.unit", required=True, index=True, ondelete="restrict"
    )
    department_id = fields.Many2one("civil.department", index=True, ondelete="restrict")
    kind_ids = fields.Many2many(
        "civil.inspection.kind",
        string="Kinds of Inspection",
        help="What the person may inspect; everything if empty.",
    )
    certificate_number = fields.Char(string="Certificate", tracking=True)
    certificate_from = fields.Date(tracking=True)
    certificate_to = fields.Date(string="Certificate Through", tracking=True)
    absence_ids = fields.One2many(
        "civil.inspection.absence", "inspector_id", string="Absences"
    )
    conflict_ids = fields.One2many(
        "civil.inspection.conflict", "inspector_id", string="Conflicts of Interest"
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    is_certified = fields.Boolean(
        string="Certificate Valid Today", compute="_compute_is_certified"
    )
    active = fields.Boolean(default=True, tracking=True)

    _code_uniq = models.UniqueIndex(
        "(code)", "There is already an inspector with this number."
    )
    _user_uniq = models.UniqueIndex(
        "(user_id, company_id) WHERE user_id IS NOT NULL AND active",
        "This user is already among the inspectors.",
    )
    _certificate_order = models.Constraint(
        "CHECK (certificate_to >= certificate_from)",
        "The certificate ends before it begins.",
    )

    @api.depends("certificate_number", "certificate_from", "certificate_to")
    @api.depends_context("tz")
    def _compute_is_certified(self):
        today = fields.Date.context_today(self)
        for inspector in self:
            inspector.is_certified = inspector._certified_on(today, today)

    @api.onchange("user_id")
    def _onchange_user_id(self):
        if self.user_id and not self.name:
            self.name = self.user_id.name

    @api.model_create_multi
    def create(self, vals_list):
        """Give each inspector a number, which stays."""
        numbers = self.env["civil.numbering"]._reserve(
            "inspection.inspector", len(vals_list)
        )
        return super().create(
            [
                {**vals, "code": number}
                for vals, number in zip(vals_list, numbers, strict=True)
            ]
        )

    def _certified_on(self, first, last):
        """Tell whether the certificate is valid on all days from first to last."""
        return bool(
            self.certificate_number
            and self.certificate_from
            and self.certificate_to
            and self.certificate_from <= first
            and self.certificate_to >= last
        )

    def _absent_on(self, first, last):
        """Return the absences of the single inspector between two days."""
        return self.absence_ids.filtered(
            lambda absence: absence.date_from <= last and absence.date_to >= first
        )
