from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.civil_document.models.civil_document_kind import RETENTIONS

#: What a public notice may show of a case, by the names of the fields.
PUBLIC_FIELDS = (
    "name",
    "party_name",
    "kind_id",
    "summary",
    "town_id",
    "received_date",
    "accepted_date",
)


class CivilCaseKind(models.Model):
    """A matter that is applied for (办理事项): what it needs and how it goes."""

    _name = "civil.case.kind"
    _description = "Kind of Case"
    _order = "sequence, code"

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    department_id = fields.Many2one(
        "civil.department",
        index=True,
        ondelete="restrict",
        help="Whose business it is.",
    )
    group_ids = fields.Many2many(
        "res.groups",
        string="Who Handles It",
        help="Only members of one of these groups see the cases; everybody of the "
        "module if empty.",
    )
    handler = fields.Char(
        default="civil.case.handler",
        required=True,
        help="Name of the model with what these cases bring about.",
    )
    applicant = fields.Selection(
        [("any", "Anybody"), ("person", "Persons"), ("organization", "Organizations")],
        string="Who May Apply",
        default="any",
        required=True,
    )
    legal_basis = fields.Text(translate=True)
    numbering_code = fields.Char(
        default="case", required=True, help="The code of the numbering rule."
    )
    acceptance_clock_id = fields.Many2one(
        "civil.clock.kind",
        "Limit for Accepting",
        default=lambda self: self._default_clock("accept"),
        ondelete="restrict",
    )
    correction_clock_id = fields.Many2one(
        "civil.clock.kind",
        "Limit for Corrections",
        default=lambda self: self._default_clock("correct"),
        ondelete="restrict",
    )
    decision_clock_id = fields.Many2one(
        "civil.clock.kind",
        "Limit for Deciding",
        default=lambda self: self._default_clock("decide"),
        ondelete="restrict",
    )
    service_clock_id = fields.Many2one(
        "civil.clock.kind",
        "Limit for Serving",
        default=lambda self: self._default_clock("serve"),
        ondelete="restrict",
    )
    correction_lapses = fields.Boolean(
        string="Deemed Withdrawn without Corrections",
        default=True,
        help="Where a notice isn't answered in time, the application counts as "
        "withdrawn.",
    )
    retention = fields.Selection(RETENTIONS, default="30", required=True)
    needs_visit = fields.Boolean(string="Needs a Site Visit")
    needs_publicity = fields.Boolean()
    publicity_parameter = fields.Char(
        default="case.publicity_days",
        help="The code of the dated parameter with the days of notice.",
    )
    publicity_fields = fields.Char(
        string="Shown in a Notice",
        default="party_name,kind_id,summary,town_id",
        help="Names of the fields that a public notice shows, between commas.",
    )
    material_ids = fields.One2many("civil.case.kind.material", "kind_id")
    consult_ids = fields.One2many(
        "civil.case.kind.consult", "kind_id", string="Bodies to Consult"
    )
    document_ids = fields.One2many(
        "civil.case.kind.document", "kind_id", string="Documents"
    )
    case_count = fields.Integer(string="Open Cases", compute="_compute_case_count")
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex("(code)", "There is already a kind of this code.")

    @api.model
    def _default_clock(self, code):
        # Which limits there are is no secret.
        return (
            self.env["civil.clock.kind"].sudo().search([("code", "=", f"case.{code}")])
        )

    def _compute_case_count(self):
        counts = dict(
            self.env["civil.case"]._read_group(
                [("kind_id", "in", self.ids), ("is_open", "=", True)],
                ["kind_id"],
                ["__count"],
            )
        )
        for kind in self:
            kind.case_count = counts.get(kind, 0)

    @api.constrains("handler")
    def _check_handler(self):
        hooks = set(dir(self.env.registry["civil.case.handler"]))
        for kind in self:
            model = self.env.registry.get(kind.handler)
            if model is None or not hooks <= set(dir(model)) or not model._abstract:
                raise ValidationError(
                    self.env._(
                        "%(kind)s: “%(handler)s” isn't a model with rules of cases.",
                        kind=kind.name,
                        handler=kind.handler,
                    )
                )

    @api.constrains("publicity_fields")
    def _check_publicity_fields(self):
        for kind in self:
            wrong = set(kind._publicity_names()) - set(PUBLIC_FIELDS)
            if wrong:
                raise ValidationError(
                    self.env._(
                        "%(kind)s: a public notice must not show %(names)s.",
                        kind=kind.name,
                        names=", ".join(sorted(wrong)),
                    )
                )

    def _publicity_names(self):
        names = (self.publicity_fields or "").split(",")
        return [name.strip() for name in names if name.strip()]

    def _handler(self):
        """Return the model with the rules of this kind, as the present user."""
        return self.env[self.handler]

    def _document_kind(self, step):
        """Return the code of the document that a step issues, or False for none.

        A kind that says nothing about a step issues the usual document.
        """
        line = self.document_ids.filtered(lambda line: line.step == step)[:1]
        return line.document_kind_id.code if line else f"case_{step}"

    def action_view_cases(self):
        """Open the cases of the kind that aren't finished."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_case.civil_case_action"
        )
        return {
            **action,
            "domain": [("kind_id", "=", self.id)],
            "context": {"default_kind_id": self.id, "search_default_open": 1},
        }
