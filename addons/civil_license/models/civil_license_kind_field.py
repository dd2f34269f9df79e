from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: What the applicant states; the rest follows from the license itself.
STATED = ("representative", "premises", "scope", "value")


class CivilLicenseKindField(models.Model):
    """A field that licenses of a kind print, publish, or both (证照登记事项).

    The public register shows only what is named here as public. No source holds
    identity numbers.
    """

    _name = "civil.license.kind.field"
    _description = "Field of a License Kind"
    _order = "sequence, id"

    kind_id = fields.Many2one(
        "civil.license.kind", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    code = fields.Char(
        help="How programs call the value; only for values of the kind's own."
    )
    name = fields.Char(
        string="Label on Paper", required=True, help="As printed, such as 经营场所."
    )
    source = fields.Selection(
        [
            ("number", "License Number"),
            ("holder", "Holder"),
            ("credit_code", "Unified Social Credit Code"),
            ("representative", "Person in Charge"),
            ("premises", "Premises"),
            ("scope", "Scope"),
            ("value", "Value of the Kind's Own"),
            ("span", "Term"),
            ("issuer", "Issuer"),
            ("issued_on", "Date of Issue"),
        ],
        required=True,
        default="value",
    )
    is_stated = fields.Boolean(
        string="Stated by the Applicant", compute="_compute_is_stated", store=True
    )
    is_required = fields.Boolean(string="Required")
    on_original = fields.Boolean(string="On the Original", default=True)
    on_copy = fields.Boolean(string="On the Copy", default=True)
    is_public = fields.Boolean(string="In the Public Register")

    _code_uniq = models.UniqueIndex(
        "(kind_id, code) WHERE code IS NOT NULL",
        "There is already a field with this code.",
    )
    _source_uniq = models.UniqueIndex(
        "(kind_id, source) WHERE source <> 'value'",
        "This is already one of the kind's fields.",
    )

    @api.depends("source")
    def _compute_is_stated(self):
        for field in self:
            field.is_stated = field.source in STATED

    @api.constrains("source", "code")
    def _check_code(self):
        for field in self:
            if field.source == "value" and not field.code:
                raise ValidationError(
                    self.env._(
                        "Give the field “%(name)s” a code: it holds a value of the "
                        "kind's own.",
                        name=field.name,
                    )
                )

    def _key(self):
        """Return what the value is kept under in the content of a license."""
        self.ensure_one()
        return self.code if self.source == "value" else self.source
