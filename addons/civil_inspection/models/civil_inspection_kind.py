from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: The parameters of a kind: field, what is asked of it.
PARAMETERS = ("rate", "publication", "team", "frequency", "rectification")


class CivilInspectionKind(models.Model):
    """A kind of inspection (检查类别), such as of elder care institutions.

    What differs between kinds is data: who sees them, which checklist is used, and
    which dated parameters say how many are drawn and how soon the result is public.
    """

    _name = "civil.inspection.kind"
    _description = "Kind of Inspection"
    _order = "sequence, code"

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    department_id = fields.Many2one("civil.department", index=True, ondelete="restrict")
    group_ids = fields.Many2many(
        "res.groups",
        string="Seen By",
        help="Who sees objects and inspections of the kind; everybody of the module "
        "if empty.",
    )
    checklist_ids = fields.One2many(
        "civil.inspection.checklist", "kind_id", string="Checklists"
    )
    rate_parameter = fields.Char(
        required=True,
        default="inspection.rate",
        help="The parameter that says which share of the objects is drawn a year.",
    )
    publication_parameter = fields.Char(
        string="Publication Limit",
        required=True,
        default="inspection.publication_days",
        help="The parameter that says within how many working days after the "
        "inspection its result is published.",
    )
    team_parameter = fields.Char(
        required=True,
        default="inspection.team",
        help="The parameter that says how many inspectors go at least.",
    )
    frequency_parameter = fields.Char(
        required=True,
        default="inspection.frequency",
        help="The parameter that says how often an object is inspected a year at most.",
    )
    rectification_parameter = fields.Char(
        required=True,
        default="inspection.rectification_days",
        help="The parameter that says how many days an object has to put things right.",
    )
    self_check = fields.Boolean(
        string="Monthly Self-Check",
        help="Objects of this kind check themselves every month.",
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code)", "There is already a kind of inspection with this code."
    )

    @api.constrains(*(f"{name}_parameter" for name in PARAMETERS))
    def _check_parameters(self):
        codes = {kind[f"{name}_parameter"] for kind in self for name in PARAMETERS}
        # That a rule exists is no secret.
        found = self.env["civil.parameter"].sudo().search([("code", "in", [*codes])])
        if missing := codes - set(found.mapped("code")):
            raise ValidationError(
                self.env._(
                    "There is no parameter %(codes)s. An administrator can add it "
                    "under Base / Parameters.",
                    codes=", ".join(sorted(missing)),
                )
            )

    def _parameter(self, name, on, division=None):
        """Return the value of one of the kind's parameters on a day.

        :param str name: one of ``PARAMETERS``
        :raises UserError: no value holds on that day
        """
        self.ensure_one()
        code = self[f"{name}_parameter"]
        return self.env["civil.parameter"]._get(code, on, division)

    def _checklist(self, use="inspection"):
        """Return the checklist in use for inspections or self-checks, or none."""
        return self.checklist_ids.filtered(lambda checklist: checklist.use == use)[:1]
