from odoo import api, fields, models


class CivilSocialNameQuery(models.TransientModel):
    """Looks up whether a name could be given (名称查询), while its parts are typed."""

    _name = "civil.social.name.query"
    _description = "Name Query"

    kind_id = fields.Many2one(
        "civil.social.org.kind",
        required=True,
        default=lambda self: self.env["civil.social.org.kind"].search([], limit=1),
    )
    has_trade_name = fields.Boolean(related="kind_id.has_trade_name")
    division = fields.Char(default=lambda self: self._default_division())
    trade = fields.Char(string="Trade Name")
    field = fields.Char(string="Field or Members")
    form = fields.Char(string="Form of Organization")
    as_of = fields.Date(default=fields.Date.context_today, required=True)
    full_name = fields.Char(compute="_compute_result")
    errors = fields.Text(compute="_compute_result")
    warnings = fields.Text(compute="_compute_result")
    is_free = fields.Boolean(compute="_compute_result")

    @api.model
    def _default_division(self):
        return self.env["civil.division"]._open_district().name

    @api.depends("kind_id", "division", "trade", "field", "form", "as_of")
    def _compute_result(self):
        names = self.env["civil.social.name"]
        for query in self:
            parts = {
                part: query[part] for part in ("division", "trade", "field", "form")
            }
            query.full_name = names._full_name(parts)
            problems = []
            if query.kind_id and query.form and query.field:
                problems = names._judge(query.kind_id, parts, query.as_of)
            for level, target in (("error", "errors"), ("warning", "warnings")):
                sentences = [one.sentence for one in problems if one.level == level]
                query[target] = "\n".join(sentences) or False
            query.is_free = bool(query.form and query.field and not query.errors)

    def action_check(self):
        """Judge the name afresh and stay on the window."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }
